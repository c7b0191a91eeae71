import { setTimeout } from 'node:timers/promises'
import { services } from '@yiwang/contracts'
import { type DistributedRow, type ServerName, serverNames } from './distributed-row'
import { canShiftClocks, type Instance } from './instance'
import type { Chance } from './random'

type Fault = [name: string, strike: () => Promise<void>]

/** Longer than a member of a consumer group may be silent (30 s), and than the lease on an outbox (15 s). */
const LONG_MS = 35_000
/** Longer than clients of Kafka and of the store wait for an answer (10 s). */
const UNANSWERED_MS = 13_000
const SHIFTS_S = [-300, -150, 150, 300]

/** Two hands strike at once: one at the services, one at the servers and the ways to them. Each kind of fault at least once, then by chance. */
export class Nemesis {
  readonly struck = new Map<string, number>()
  /** What of it was not undone as it should be: an instance that did not come back. */
  readonly failures: string[] = []
  private readonly stopped = new AbortController()
  private readonly hands: Promise<void>[]
  private unseen = 2

  constructor(
    private readonly row: DistributedRow,
    private readonly chance: Chance,
  ) {
    this.hands = [this.strike(this.atServices()), this.strike(this.atServers())]
  }

  /** Every kind of fault was there. */
  get satisfied(): boolean {
    return this.unseen === 0 || this.failures.length > 0
  }

  /** Everything is left as it was before: all alive, all connected. What is being done for the second time is undone at once. */
  async stop(): Promise<void> {
    this.stopped.abort()
    await Promise.all(this.hands)
  }

  private get working(): boolean {
    return !this.stopped.signal.aborted
  }

  private pause(ms: number): Promise<void> {
    return setTimeout(ms, undefined, { signal: this.stopped.signal }).catch(() => undefined)
  }

  private async strike(faults: Fault[]): Promise<void> {
    try {
      for (const fault of this.chance.shuffled(faults)) {
        if (!this.working) return
        await this.one(fault)
      }
      this.unseen--
      while (this.working) await this.one(this.chance.one(faults))
    } catch (error) {
      this.failures.push((error as Error).message)
    }
  }

  private async one([name, strike]: Fault): Promise<void> {
    this.struck.set(name, (this.struck.get(name) ?? 0) + 1)
    await strike()
    await this.pause(500 + this.chance.below(2_000))
  }

  private atServices(): Fault[] {
    const kills = services.map((service): Fault => [`kill ${service}`, () => this.restart(this.chance.one(this.row.of(service)))])
    const shifts = canShiftClocks ? (['behind', 'ahead'] as const) : []
    return [
      ...kills,
      ['pause a service', () => this.pauseInstance(this.chance.one(this.row.instances))],
      ...shifts.map((way): Fault => [`clock ${way}`, () => this.shift(way)]),
    ]
  }

  private atServers(): Fault[] {
    const each = (verb: string, strike: (name: ServerName) => Promise<void>) =>
      serverNames.map((name): Fault => [`${verb} ${name}`, () => strike(name)])
    return [
      ...each('kill', (name) => this.away(name, 300 + this.chance.below(2_000))),
      ...each('pause', (name) => this.pauseServer(name)),
      ...each('cut', (name) => this.between(name, 500 + this.chance.below(3_000), (proxy) => proxy.cut())),
      ...each('slow', (name) => this.between(name, 6_000, (proxy) => proxy.slow(this.chance.between(20, 250)))),
      ...each('hold', (name) => this.between(name, UNANSWERED_MS, (proxy) => proxy.hold())),
      // Long enough for the leases of what is stored meanwhile to run out.
      ['fill the outbox', () => this.away('kafka', 20_000)],
    ]
  }

  private async restart(instance: Instance, shift = 0): Promise<void> {
    await instance.end()
    await this.pause(this.chance.below(1_500))
    await instance.start({ shift })
  }

  private async pauseInstance(instance: Instance): Promise<void> {
    instance.signal('SIGSTOP')
    await this.pause(LONG_MS)
    instance.signal('SIGCONT')
  }

  /** It works a while by the wrong clock, dies with what it had in hand, and comes back with the right one. */
  private async shift(way: 'behind' | 'ahead'): Promise<void> {
    const instance = this.chance.one(this.row.instances)
    await this.restart(instance, this.chance.one(SHIFTS_S.filter((seconds) => seconds > 0 === (way === 'ahead'))))
    await this.pause(6_000)
    await this.restart(instance)
  }

  private async away(name: ServerName, ms: number): Promise<void> {
    await this.row.servers.tell('kill', name)
    await this.pause(ms)
    await this.row.servers.tell('start', name)
  }

  private async pauseServer(name: ServerName): Promise<void> {
    await this.row.servers.tell('pause', name)
    await this.pause(name === 'redis' ? 4_000 : UNANSWERED_MS)
    await this.row.servers.tell('resume', name)
  }

  private async between(name: ServerName, ms: number, spoil: (proxy: DistributedRow['proxies'][ServerName]) => void): Promise<void> {
    spoil(this.row.proxies[name])
    await this.pause(ms)
    this.row.proxies[name].restore()
  }
}
