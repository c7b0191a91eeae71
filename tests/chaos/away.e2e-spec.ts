import { untilQuiet } from './checker/quiet'
import { Client, type Wish } from './client'
import { DistributedRow, type ServerName } from './distributed-row'
import { History } from './history'
import { kinds } from './kinds/all'
import { describeDistributed, keep, PASSWORD } from './lived-through'
import { Chance } from './random'

describeDistributed('the distributed row while a server is away', () => {
  const history = new History()
  let row: DistributedRow
  let client: Client
  let count = 0

  beforeAll(async () => {
    row = await DistributedRow.begin(PASSWORD)
  }, 900_000)
  afterAll(() => row?.stop(), 60_000)

  const doors = (): Wish[] => kinds.flatMap((one) => one.knocks(() => ++count))
  /** One try at each door, none of them knows what the others answer. */
  const knock = () => Promise.all(doors().map((wish) => client.once(wish)))
  const pids = () => row.instances.map(({ pid }) => pid)
  const statuses = (answers: Awaited<ReturnType<typeof knock>>) =>
    answers.map((answer) => (answer && answer.status >= 400 ? `${answer.status} ${answer.body.code}` : answer?.status))
  const stored = doors().map(({ method }) => (method === 'POST' ? 201 : 200))

  async function whileAway(name: ServerName, look: () => Promise<void>): Promise<void> {
    await goesAway(name, look).catch((error) => {
      keep(row, `away-${name}`, { operations: history.operations })
      throw error
    })
  }

  async function goesAway(name: ServerName, look: () => Promise<void>): Promise<void> {
    client = new Client(row, history, PASSWORD, `away-${name}`, new Chance(1))
    const before = pids()
    expect(statuses(await knock())).toEqual(stored)
    await row.servers.tell('kill', name)
    await look()
    await row.servers.tell('start', name)
    // By itself, without a restart.
    for (const wish of doors()) expect((await client.ask(wish)).status).toBeLessThan(300)
    const { TEST_MONGODB_URI, TEST_KAFKA_BROKERS } = row.servers.addresses
    expect(await untilQuiet(TEST_MONGODB_URI, TEST_KAFKA_BROKERS, history)).toEqual([])
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
      client = new Client(row, history, PASSWORD, 'signs-in', new Chance(2))
      expect(statuses(await knock())).toEqual(stored)
    })
  }, 300_000)
})
