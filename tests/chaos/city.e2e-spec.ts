import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { check } from './checker/check'
import { untilQuiet } from './checker/quiet'
import { tamperings } from './checker/tampering'
import { RealCity, type ServerName } from './city'
import { Client, type Wish } from './client'
import { type Day, liveThrough } from './day'
import { History } from './history'
import { canShiftClocks } from './instance'
import { Chance } from './random'

const PASSWORD = 'nothing-is-lost'

/** Every seed that once failed, with what it found: CI lives through each. */
const KEPT: [seed: number, found: string][] = [
  [1, 'consumers that never came back after the broker restarted, and processes ended by what Redis left unanswered'],
  [7, 'services that could not tell a silent broker, at their start, from a fault of their own, and payments put off by a clock that was ahead'],
]

// The long run (tests/chaos/run.mjs) asks for another day.
const days = process.env.SEEDS ? process.env.SEEDS.split(',').map((seed): [number, string] => [Number(seed), 'see the list of seeds']) : KEPT
const OPERATIONS = Number(process.env.OPERATIONS ?? 600)
const MINUTES = Number(process.env.MINUTES ?? 8)

const inCi = process.env.CI === 'true'
const wanted = process.env.CHAOS === 'long' || (process.env.TEST_MONGODB_URI && process.env.TEST_KAFKA_BROKERS && process.env.TEST_REDIS_URL)
if (!wanted) console.warn('The city under faults is SKIPPED: `npm run test:real` starts the servers and runs it.')
const onRealServers = wanted ? describe : describe.skip

onRealServers.each(days)('a city under faults (seed %i: %s)', (seed) => {
  let city: RealCity
  let day: Day | undefined

  beforeAll(async () => {
    if (!canShiftClocks) process.stderr.write('CLOCKS ARE NOT SHIFTED: `apt-get install faketime` brings what shifts them.\n')
    city = await RealCity.begin(PASSWORD)
  }, 900_000)
  afterAll(() => city?.stop(), 60_000)

  it('has its clocks shifted where it counts', () => expect(canShiftClocks || !inCi).toBe(true))

  it(
    'loses nothing and does nothing twice',
    async () => {
      day = await liveThrough({ city, password: PASSWORD, seed, operations: OPERATIONS, within: MINUTES * 60_000 })
      process.stderr.write(`${day.report}\n`)
      if (day.faults.length) keep(String(seed), { report: day.report, faults: day.faults, ...day.collected })
      expect(day.faults).toEqual([])
    },
    (MINUTES + 15) * 60_000,
  )

  describe('has a checker that', () => {
    it.each(tamperings)('names %s', (_, tamper, named) => {
      const tampered = structuredClone((day as Day).collected)
      tamper(tampered)
      expect(check(tampered)).toContainEqual(expect.stringMatching(named))
    })
  })

  describe('while a server is away', () => {
    const doors: Wish[] = [
      {
        as: 'admin',
        service: 'identity',
        kind: 'register-terminal',
        path: '/terminals',
        method: 'POST',
        body: { name: '便民服务亭', areaCode: '320613004006' },
      },
      { as: 'admin', service: 'information-network', kind: 'list', path: '/residents?limit=1' },
      {
        as: 'admin',
        service: 'information-network',
        kind: 'publish-notice',
        path: '/notices',
        method: 'POST',
        body: { title: '停电', text: '明日', areaCode: '320613004006' },
      },
      { as: 'operator', service: 'hotline', kind: 'list', path: '/tickets?limit=1' },
      {
        as: 'operator',
        service: 'hotline',
        kind: 'record-ticket',
        path: '/tickets',
        method: 'POST',
        body: { reporter: { name: '王建国', phone: '13900001234' }, areaCode: '320613004006', description: '路灯不亮。', urgency: 'ordinary' },
      },
      { as: 'coordinator', service: 'home-care', kind: 'list', path: '/requests?limit=1' },
      { as: 'KIOSK-DEMO-1', service: 'kiosk', kind: 'bill', path: '/bills?biller=water&accountNumber=W1-0001' },
      {
        as: 'KIOSK-DEMO-1',
        service: 'kiosk',
        kind: 'pay',
        path: '/payments',
        method: 'POST',
        body: { biller: 'water', amount: 1 },
      },
    ]
    const history = new History()
    let client: Client
    let count = 0
    /** One try at each door, none of them knows what the others answer. */
    const knock = () => {
      return Promise.all(doors.map((wish) => client.once(fresh(wish))))
    }
    /** What can be there once only: an account, and a payment that has not ended. */
    const fresh = (wish: Wish): Wish => {
      const only = { 'register-terminal': 'account', pay: 'accountNumber' }[wish.kind]
      return only ? { ...wish, body: { ...wish.body, [only]: `AWAY-${++count}-0001` } } : wish
    }
    const pids = () => city.instances.map(({ pid }) => pid)
    const statuses = (answers: Awaited<ReturnType<typeof knock>>) =>
      answers.map((answer) => (answer && answer.status >= 400 ? `${answer.status} ${answer.body.code}` : answer?.status))
    const stored = doors.map(({ method }) => (method === 'POST' ? 201 : 200))

    async function whileAway(name: ServerName, look: () => Promise<void>): Promise<void> {
      await goesAway(name, look).catch((error) => {
        keep(`away-${name}`, { operations: history.operations })
        throw error
      })
    }

    async function goesAway(name: ServerName, look: () => Promise<void>): Promise<void> {
      client = new Client(city, history, PASSWORD, `away-${name}`, new Chance(1))
      const before = pids()
      // The checker kept this process so busy that it has not heard yet which connections were closed meanwhile (a service keeps an idle one for 72 seconds).
      await new Promise((resolve) => setTimeout(resolve, 500))
      expect(statuses(await knock())).toEqual(stored)
      await city.servers.tell('kill', name)
      await look()
      await city.servers.tell('start', name)
      // By itself, without a restart.
      for (const wish of doors) expect((await client.ask(fresh(wish))).status).toBeLessThan(300)
      const { TEST_MONGODB_URI, TEST_KAFKA_BROKERS } = city.servers.addresses
      expect(await untilQuiet(TEST_MONGODB_URI, TEST_KAFKA_BROKERS, () => true)).toEqual([])
      expect(pids()).toEqual(before)
      expect(history.faults).toEqual([])
    }

    it('the store: every door says 503 and when to come again', async () => {
      await whileAway('mongodb', async () => {
        for (const answer of await knock()) expect(answer).toMatchObject({ status: 503, retryAfter: expect.stringMatching(/^\d+$/) })
      })
    }, 300_000)

    it('Kafka: everything is stored and answered, and published once it is back', async () => {
      await whileAway('kafka', async () => expect(statuses(await knock())).toEqual(stored))
    }, 300_000)

    it('Redis: everything is stored and answered, and people sign in', async () => {
      await whileAway('redis', async () => {
        client = new Client(city, history, PASSWORD, 'signs-in', new Chance(2))
        expect(statuses(await knock())).toEqual(stored)
      })
    }, 300_000)
  })

  /** What a failure is read from (tests/chaos/README.md). */
  function keep(name: string, seen: object): void {
    const folder = join(__dirname, '..', '.artifacts')
    mkdirSync(folder, { recursive: true })
    const path = join(folder, `chaos-${name}.json`)
    const output = Object.fromEntries(city.instances.map(({ service, port, output }) => [`${service} ${port}`, output]))
    writeFileSync(path, JSON.stringify({ output, ...seen }))
    process.stderr.write(`everything that was seen is in ${path}\n`)
  }
})
