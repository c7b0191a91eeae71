import { Logger } from '@nestjs/common'
import type { Delivery } from '@yiwang/messaging'
import { type StoredEvent, StoreUnavailable } from '@yiwang/persistence/stores'
import * as fc from 'fast-check'
import { notices, until } from './instances'
import { listening, type Reader, type TransportRow, type Travel, transports } from './transports'

Logger.overrideLogger(false)

type Step =
  | { do: 'produce'; key: number; count: number }
  | { do: 'join' | 'leave' | 'crash'; which: number }
  | { do: 'trouble'; kind: 'store' | 'fault'; count: number }
  | { do: 'settle' | 'look' | 'rewind' }

const KEYS = 6
const MOST = 400
const which = fc.nat(2)
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 12, arbitrary: fc.record({ do: fc.constant('produce' as const), key: fc.nat(KEYS - 1), count: fc.integer({ min: 1, max: 6 }) }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('join' as const, 'leave' as const, 'crash' as const), which }) },
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constant('trouble' as const),
        kind: fc.constantFrom('store' as const, 'fault' as const),
        count: fc.integer({ min: 1, max: 3 }),
      }),
    },
    { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('settle' as const, 'look' as const, 'look' as const) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('rewind' as const) }) },
  ),
  { minLength: 60, maxLength: 80 },
)

/** What all readers of one group have gone through, and what must be true of it at any moment. */
class Story {
  private readonly events = Array.from({ length: KEYS }, (_, key) => notices(`key-${key}`, MOST))
  private readonly produced = Array.from({ length: KEYS }, () => 0)
  /** By key: up to this sequence everything was taken since the last rewind. */
  private taken = new Map<string, number>()
  /** Partition and offset of what was taken since the last rewind. */
  private readonly places = new Set<string>()
  private readonly readers: { reader: Reader; alive: { now: boolean } }[] = []
  private readonly troubles: Error[] = []
  readonly faults: string[] = []

  constructor(
    private readonly row: TransportRow,
    private readonly travel: Travel,
  ) {}

  async run(schedule: Step[]): Promise<void> {
    for (const step of schedule) {
      if (this.faults.length) return
      await this.step(step)
    }
    await this.settle()
    await until(async () => this.faults.length > 0 || (await this.travel.positions()).reduce((sum, next) => sum + next, 0) === this.places.size)
    await this.end()
    await this.look()
  }

  async end(): Promise<void> {
    for (const { reader } of this.readers.splice(0)) await reader.leave()
  }

  private async step(step: Step): Promise<void> {
    if (step.do === 'produce') await this.produce(step.key, step.count)
    else if (step.do === 'join') await this.join()
    else if (step.do === 'leave' || step.do === 'crash') await this.lose(step.do, step.which)
    else if (step.do === 'trouble') {
      const trouble = step.kind === 'store' ? new StoreUnavailable('away') : new Error('a fault of the reader')
      for (let n = 0; n < step.count; n++) this.troubles.push(trouble)
    } else if (step.do === 'settle') await this.settle()
    else if (step.do === 'look') await this.look()
    else await this.rewind()
  }

  private async produce(key: number, count: number): Promise<void> {
    const from = this.produced[key]
    const events: StoredEvent[] = this.events[key].slice(from, from + count)
    this.produced[key] += events.length
    await this.travel.produce(events)
  }

  private async join(): Promise<void> {
    if (this.readers.length >= this.row.readers) return
    const alive = { now: true }
    this.readers.push({ reader: await this.travel.join(listening((delivery) => this.take(delivery, alive))), alive })
  }

  private async lose(how: 'leave' | 'crash', which: number): Promise<void> {
    const [lost] = this.readers.splice(which % Math.max(1, this.readers.length), 1)
    if (!lost) return
    if (how === 'crash') lost.alive.now = false
    await lost.reader[how]()
  }

  private async take({ partition, offset, event: { subject, sequence } }: Delivery, alive: { now: boolean }): Promise<void> {
    const before = this.taken.get(subject) ?? 0
    if (alive.now && sequence > before + 1) this.faults.push(`${subject}: ${sequence} came while ${before + 1} was not taken yet`)
    await new Promise((resolve) => setImmediate(resolve))
    // A dead process does nothing more.
    if (!alive.now) await new Promise(() => undefined)
    const trouble = this.troubles.shift()
    if (trouble) throw trouble
    this.taken.set(subject, Math.max(sequence, this.taken.get(subject) ?? 0))
    this.places.add(`${partition}/${offset}`)
  }

  private async settle(): Promise<void> {
    if (!this.readers.length) await this.join()
    await until(() => this.faults.length > 0 || this.produced.every((count, key) => count === (this.taken.get(`key-${key}`) ?? 0)))
  }

  private async look(): Promise<void> {
    for (const [partition, next] of (await this.travel.positions()).entries())
      for (let offset = 0; offset < next; offset++)
        if (!this.places.has(`${partition}/${offset}`))
          this.faults.push(`position ${next} of partition ${partition} is beyond ${offset}, which was not taken`)
  }

  private async rewind(): Promise<void> {
    await this.end()
    await this.travel.rewind()
    this.taken = new Map()
    this.places.clear()
  }
}

describe.each(transports)('how events travel by the $name', (row) => {
  it('brings each one at least once, in the order of its key, skips none, and never counts one as taken before it is', async () => {
    const tell = async (schedule: Step[]) => {
      const travel = await row.open()
      const story = new Story(row, travel)
      try {
        await story.run(schedule)
        expect(story.faults).toEqual([])
      } finally {
        await story.end()
        await travel.close()
      }
    }
    await fc.assert(
      fc.asyncProperty(fc.array(steps, { minLength: row.abreast, maxLength: row.abreast }), async (schedules) => {
        await Promise.all(schedules.map(tell))
      }),
      { numRuns: row.schedules / row.abreast, endOnFailure: true },
    )
  }, 600_000)
})
