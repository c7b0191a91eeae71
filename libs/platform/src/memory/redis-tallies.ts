import type Redis from 'ioredis'
import { type Full, LocalTallies, type Tallies, type Tally, waitOf } from './tallies'

/** Counts in all or in none, in one step. For each tally a list of times and, beside it, whether it was told that it is full. Answers how long it stays so (ms; 0: counted), and whether that is told for the first time. */
const TAKE = `
local ms, now = tonumber(ARGV[1]), tonumber(ARGV[2])
for at = 1, #KEYS, 2 do
  local oldest = redis.call('LINDEX', KEYS[at], 0)
  while oldest and tonumber(oldest) <= now - ms do
    redis.call('LPOP', KEYS[at])
    oldest = redis.call('LINDEX', KEYS[at], 0)
  end
  if redis.call('LLEN', KEYS[at]) >= tonumber(ARGV[2 + (at + 1) / 2]) then
    local wait = tonumber(oldest) + ms - now
    local told = tonumber(redis.call('GET', KEYS[at + 1]) or 0)
    if told > now then return { wait, 0 } end
    redis.call('SET', KEYS[at + 1], string.format('%.0f', now + wait), 'PX', ms)
    return { wait, 1 }
  end
end
for at = 1, #KEYS, 2 do
  redis.call('RPUSH', KEYS[at], string.format('%.0f', now))
  redis.call('PEXPIRE', KEYS[at], ms)
end
return { 0, 0 }`

/** Over all instances. While Redis is away each instance counts by itself. Their clocks count, not Redis's: what is a minute apart is no matter in an hour. */
export class RedisTallies implements Tallies {
  private readonly alone = new LocalTallies()

  constructor(
    private readonly redis: Redis,
    private readonly prefix: string,
  ) {}

  async take(tallies: Tally[], ms: number, now: number): Promise<Full | undefined> {
    try {
      const keys = tallies.flatMap(({ key }) => this.namesOf(key))
      const answer = await this.redis.eval(TAKE, keys.length, ...keys, ms, now, ...tallies.map(({ limit }) => limit))
      const [waitMs, first] = answer as [number, number]
      return waitMs > 0 ? { waitMs, first: first === 1 } : undefined
    } catch {
      return this.alone.take(tallies, ms, now)
    }
  }

  async look(tally: Tally, ms: number, now: number): Promise<number | undefined> {
    try {
      const oldest = await this.redis.lindex(this.namesOf(tally.key)[0], -tally.limit)
      return waitOf(oldest === null ? undefined : Number(oldest), ms, now)
    } catch {
      return this.alone.look(tally, ms, now)
    }
  }

  async forget(key: string): Promise<void> {
    await this.alone.forget(key)
    await this.redis.del(this.namesOf(key)).catch(() => undefined)
  }

  private namesOf = (key: string): [list: string, told: string] => [`${this.prefix}tally:${key}`, `${this.prefix}tally:${key}:told`]
}
