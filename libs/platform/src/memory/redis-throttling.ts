import { type ThrottlerStorage, ThrottlerStorageService } from '@nestjs/throttler'
import type Redis from 'ioredis'

/** Counts and decides in one step, so that no two instances let the same last one through. Answers hits, their window, whether blocked, and for how long (ms). */
const COUNT = `
local blocked = redis.call('PTTL', KEYS[2])
if blocked > 0 then return { tonumber(ARGV[2]) + 1, blocked, 1, blocked } end
local hits = redis.call('INCR', KEYS[1])
if hits == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
if hits > tonumber(ARGV[2]) then
  redis.call('SET', KEYS[2], 1, 'PX', ARGV[3])
  redis.call('DEL', KEYS[1])
  return { hits, tonumber(ARGV[3]), 1, tonumber(ARGV[3]) }
end
return { hits, redis.call('PTTL', KEYS[1]), 0, 0 }`

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
