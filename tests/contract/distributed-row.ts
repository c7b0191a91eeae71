import { Clock, newId } from '@yiwang/domain'
import type { KnownSeal } from '@yiwang/operations'
import type { Collection } from '@yiwang/persistence'
import { type DistributedHouse, openDistributed } from '@yiwang/platform'
import { dataKey } from './rows'
import { type Thing, thingSchema } from './things'

const { TEST_MONGODB_URI, TEST_KAFKA_BROKERS, TEST_REDIS_URL } = process.env

const given = TEST_MONGODB_URI && TEST_KAFKA_BROKERS && TEST_REDIS_URL
if (!given) console.warn('What needs the whole distributed row is SKIPPED: `npm run test:real` starts the servers and runs it.')
export const onRealServers = given ? describe : describe.skip

/** The distributed row on real servers, whole: store, topics and a relay between them, with a database and topics of its own. */
export class TestRow {
  things: Collection<Thing>

  private constructor(
    readonly name: string,
    readonly house: DistributedHouse,
  ) {
    this.things = house.store.collection<Thing>('hotline', 'things', thingSchema)
  }

  static async open(name = `row-${newId().toLowerCase()}`, key = dataKey): Promise<TestRow> {
    const uri = new URL(TEST_MONGODB_URI as string)
    uri.pathname = `/${name}`
    const settings = {
      MONGODB_URI: uri.href,
      KAFKA_BROKERS: TEST_KAFKA_BROKERS,
      REDIS_URL: TEST_REDIS_URL,
      DATA_KEY: key.toString('base64'),
      MONGODB_POOL: 10,
      KAFKA_CLIENT_ID: 'test',
    }
    const row = new TestRow(name, await openDistributed(settings, new Clock(), `${name}.`))
    await row.house.setup(1)
    return row
  }

  get db() {
    return this.house.store.db
  }

  seal = (at: string) => this.house.evidence.seal('hotline.events', new Date(at))

  verify = (known?: KnownSeal) => this.house.evidence.verify(known)

  /** Until everything that was stored is with the broker. */
  async sent(): Promise<void> {
    while (!this.house.transport.hasSent()) await new Promise((resolve) => setTimeout(resolve, 1))
  }

  close = () => this.house.close()
}
