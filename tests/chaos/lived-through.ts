import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { RealCity } from './city'
import { type Day, type DayOptions, liveThrough } from './day'
import { canShiftClocks } from './instance'

export const PASSWORD = 'nothing-is-lost'

const wanted = process.env.CHAOS === 'long' || (process.env.TEST_MONGODB_URI && process.env.TEST_KAFKA_BROKERS && process.env.TEST_REDIS_URL)
if (!wanted) console.warn('The city under faults is SKIPPED: `npm run test:real` starts the servers and runs it.')
/** Cities have real servers of their own; where those of the other tests were not wanted, these are not either. */
export const describeCity = wanted ? describe : describe.skip

export type DayOf = Pick<DayOptions, 'seed' | 'operations' | 'pace'> & { minutes: number }

/** A test that a day of this seed loses nothing and does nothing twice. `afterwards` may add tests that look at what it left. */
export function livesThrough(found: string, { seed, minutes, ...options }: DayOf, afterwards?: (day: () => Day) => void): void {
  describeCity(`a city under faults (seed ${seed}: ${found})`, () => {
    let city: RealCity
    let day: Day | undefined

    beforeAll(async () => {
      if (!canShiftClocks) process.stderr.write('CLOCKS ARE NOT SHIFTED: `apt-get install faketime` brings what shifts them.\n')
      city = await RealCity.begin(PASSWORD)
    }, 900_000)
    afterAll(() => city?.stop(), 60_000)

    it('has its clocks shifted where it counts', () => expect(canShiftClocks || process.env.CI !== 'true').toBe(true))

    it(
      'loses nothing and does nothing twice',
      async () => {
        day = await liveThrough({ city, password: PASSWORD, seed, within: minutes * 60_000, ...options })
        process.stderr.write(`${day.report}\n`)
        if (day.faults.length) keep(city, String(seed), { report: day.report, faults: day.faults, ...day.collected })
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
export function keep(city: RealCity, name: string, seen: object): void {
  const folder = join(__dirname, '..', '.artifacts')
  mkdirSync(folder, { recursive: true })
  const path = join(folder, `chaos-${name}.json`)
  const output = Object.fromEntries(city.instances.map(({ service, port, output }) => [`${service} ${port}`, output]))
  writeFileSync(path, JSON.stringify({ output, ...seen }))
  process.stderr.write(`everything that was seen is in ${path}\n`)
}
