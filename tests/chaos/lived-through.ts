import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Day, type DayOptions, liveThrough } from './day'
import { DistributedRow } from './distributed-row'
import { canShiftClocks } from './instance'

export const PASSWORD = 'nothing-is-lost'

const wanted = process.env.CHAOS === 'long' || (process.env.TEST_MONGODB_URI && process.env.TEST_KAFKA_BROKERS && process.env.TEST_REDIS_URL)
if (!wanted) console.warn('The distributed row under faults is SKIPPED: `npm run test:real` starts the servers and runs it.')
/** Cities have real servers of their own; where those of the other tests were not wanted, these are not either. */
export const describeDistributed = wanted ? describe : describe.skip

export type DayOf = Pick<DayOptions, 'seed' | 'operations' | 'pace'> & { minutes: number }

/** A test that a day of this seed loses nothing and does nothing twice. `afterwards` may add tests that look at what it left. */
export function livesThrough(found: string, { seed, minutes, ...options }: DayOf, afterwards?: (day: () => Day) => void): void {
  describeDistributed(`the distributed row under faults (seed ${seed}: ${found})`, () => {
    let row: DistributedRow
    let day: Day | undefined

    beforeAll(async () => {
      if (!canShiftClocks) process.stderr.write('CLOCKS ARE NOT SHIFTED: `apt-get install faketime` brings what shifts them.\n')
      row = await DistributedRow.begin(PASSWORD)
    }, 900_000)
    afterAll(() => row?.stop(), 60_000)

    it('has its clocks shifted where it counts', () => expect(canShiftClocks || process.env.CI !== 'true').toBe(true))

    it(
      'loses nothing and does nothing twice',
      async () => {
        day = await liveThrough({ row, password: PASSWORD, seed, within: minutes * 60_000, ...options })
        process.stderr.write(`${day.report}\n`)
        if (day.faults.length) keep(row, String(seed), { report: day.report, faults: day.faults, ...day.collected })
        expect(day.faults).toEqual([])
      },
      (minutes + 15) * 60_000,
    )

    afterwards?.(() => day as Day)
  })
}

/** What CI lives through: as long as the faults take, however many kinds of operation there are. */
export const aDay = (seed: number): DayOf => ({ seed, operations: 600, pace: 8, minutes: 8 })

/** What a failure is read from (tests/chaos/README.md). */
export function keep(row: DistributedRow, name: string, seen: object): void {
  const folder = join(__dirname, '..', '.artifacts')
  mkdirSync(folder, { recursive: true })
  const path = join(folder, `chaos-${name}.json`)
  const output = Object.fromEntries(row.instances.map(({ service, port, output }) => [`${service} ${port}`, output]))
  writeFileSync(path, JSON.stringify({ output, ...seen }))
  process.stderr.write(`everything that was seen is in ${path}\n`)
}
