import { type ThrottlerStorage, ThrottlerStorageService } from '@nestjs/throttler'
import type Redis from 'ioredis'

/**
 * Counts and decides in one step, so that no two instances let the same last one through, and by Redis's clock, so that theirs need not agree. As in one process
 * a hit counts for `ttl` from its own moment. Answers hits, when the oldest of them is forgotten, whether blocked, and for how long (ms).
 */
const COUNT = `
local ttl, limit, block = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local blocked = redis.call('PTTL', KEYS[2])
if blocked > 0 then return { limit + 1, blocked, 1, blocked } end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local oldest = redis.call('LINDEX', KEYS[1], 0)
while oldest and tonumber(oldest) + ttl <= now do
  redis.call('LPOP', KEYS[1])
  oldest = redis.call('LINDEX', KEYS[1], 0)
end
local hits = redis.call('RPUSH', KEYS[1], string.format('%.0f', now))
if hits > limit then
  redis.call('SET', KEYS[2], 1, 'PX', block)
  redis.call('DEL', KEYS[1])
  return { hits, block, 1, block }
end
redis.call('PEXPIRE', KEYS[1], ttl)
return { hits, tonumber(oldest or now) + ttl - now, 0, 0 }`

const seconds = (ms: number) => Math.ceil(ms / 1000)

/** The limits of open doors, counted over all instances. While Redis is away each instance counts by itself: a limit is then one of each instance, never none. */
export class RedisThrottling implements ThrottlerStorage {
  private readonly alone = new ThrottlerStorageService()

  constructor(
    private readonly redis: Redis,
    private readonly prefix: string,
  ) {}

  /** The guard hands over a hash of the client's address as `key`. Times in milliseconds in, seconds out. */
  async increment(key: string, ttl: number, limit: number, blockDuration: number, throttlerName: string) {
    try {
      const name = `${this.prefix}limit:{${key}}:${throttlerName}`
      const answer = await this.redis.eval(COUNT, 2, name, `${name}:blocked`, ttl, limit, blockDuration)
      const [totalHits, expires, isBlocked, blocked] = answer as [number, number, number, number]
      return { totalHits, timeToExpire: seconds(expires), isBlocked: isBlocked === 1, timeToBlockExpire: seconds(blocked) }
    } catch {
      return this.alone.increment(key, ttl, limit, blockDuration, throttlerName)
    }
  }

  close(): void {
    this.alone.onApplicationShutdown()
  }
}
