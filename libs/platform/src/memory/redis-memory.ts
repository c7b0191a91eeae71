import { Logger } from '@nestjs/common'
import type { ServiceName } from '@yiwang/contracts'
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

/** Who tells all others: which sessions have ended. */
const HEARD_BY_ALL: ServiceName = 'identity'

/**
 * For several instances, by Redis. Keys and the channel of a service are its own, so that what it may do with them is its own too (deploy/redis/start.sh): no other clears
 * its counts or speaks in its name. All hear identity, and all count together what an account may do so often.
 */
export class RedisMemory extends SharedMemory {
  readonly broadcast: RedisBroadcast
  readonly throttling: RedisThrottling
  readonly tallies: RedisTallies
  readonly everywhere: RedisTallies
  private readonly connections: Redis[]

  /** `prefix`: before every key and channel. `service`: whose instance it is; absent where all are in one process. */
  constructor(url: string, prefix = 'yiwang:', service?: ServiceName) {
    super()
    const [asking, listening] = [connect(url), connect(url)]
    this.connections = [asking, listening]
    const own = service ? `${prefix}${service}:` : prefix
    const others = service && service !== HEARD_BY_ALL ? [`${prefix}${HEARD_BY_ALL}:broadcast`] : []
    this.broadcast = new RedisBroadcast(asking, listening, `${own}broadcast`, others)
    this.throttling = new RedisThrottling(asking, own)
    this.tallies = new RedisTallies(asking, own)
    this.everywhere = new RedisTallies(asking, `${prefix}everywhere:`)
  }

  async close(): Promise<void> {
    this.throttling.close()
    for (const connection of this.connections) connection.disconnect()
  }
}
