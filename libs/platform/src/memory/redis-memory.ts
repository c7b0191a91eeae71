import { Logger } from '@nestjs/common'
import Redis from 'ioredis'
import { RedisBroadcast } from './redis-broadcast'
import { RedisTallies } from './redis-tallies'
import { RedisThrottling } from './redis-throttling'
import { SharedMemory } from './shared-memory'

const logger = new Logger('redis')

/** Redis never holds a request up: what it does not answer at once is done without it (docs/decisions/0008). */
function connect(url: string): Redis {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: 500,
    connectTimeout: 2_000,
    // Its own repeat of a subscription is awaited by nobody: where Redis does not answer it, the whole process would end. The broadcast subscribes anew itself.
    autoResubscribe: false,
    retryStrategy: (times) => Math.min(times * 100, 2_000),
  })
  let away = false
  redis.on('error', (error) => {
    if (!away) logger.warn(`Redis is away, each instance goes by itself: ${error.message}`)
    away = true
  })
  redis.on('ready', () => {
    if (away) logger.log('Redis is back')
    away = false
  })
  return redis
}

/** For several instances, by Redis. */
export class RedisMemory extends SharedMemory {
  readonly broadcast: RedisBroadcast
  readonly throttling: RedisThrottling
  readonly tallies: RedisTallies
  private readonly connections: Redis[]

  /** `prefix`: before every key and channel. */
  constructor(url: string, prefix = 'yiwang:') {
    super()
    const [asking, listening] = [connect(url), connect(url)]
    this.connections = [asking, listening]
    this.broadcast = new RedisBroadcast(asking, listening, `${prefix}broadcast`)
    this.throttling = new RedisThrottling(asking, prefix)
    this.tallies = new RedisTallies(asking, prefix)
  }

  async close(): Promise<void> {
    this.throttling.close()
    for (const connection of this.connections) connection.disconnect()
  }
}
