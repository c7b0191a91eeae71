import { type KeyObject, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Type } from '@nestjs/common'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { PublicKeys, type Role, type Staff, signAccessToken } from '@yiwang/auth'
import { type EventData, type EventName, isEventName, type ServiceName, serviceOf } from '@yiwang/contracts'
import { newId } from '@yiwang/domain'
import { EventConsumer } from '@yiwang/messaging'
import { type Collection } from '@yiwang/persistence'
import { chain, collectionToken, eventKeysIn, openData, type SqliteStore, type StoredEvent } from '@yiwang/persistence/stores'
import { createApp, openLog, Thread, TimedWork } from '@yiwang/platform'
import type { Schema } from 'mongoose'
import { ancestorsOf, CITY, COMMUNITY, testAreas } from './areas'
import { Client } from './client'
import { TestClock } from './test-clock'
import { openTestHouse, type TestHouse } from './test-house'
import { testKey } from './test-key'

type Services = Partial<Record<ServiceName, Type>>
type Asker = Partial<Omit<Staff, 'role' | 'areaCode'>> & { area?: string }

// Nothing is built where tests run.
Thread.execArgv = ['--require', join(__dirname, '..', '..', '..', 'tests', 'typescript.cjs')]

const CITY_ROLES: readonly Role[] = ['operator', 'dispatcher', 'callback', 'supervisor', 'quality', 'duty', 'coordinator', 'auditor', 'admin']
const RETRY_DELAYS = [5, 10, 20]

/** Services of the house on a store of their own, as a test sees them; on the distributed row where TEST_ROW says so. */
export class ServicesUnderTest {
  readonly clock = new TestClock()
  readonly directory: string
  readonly dataKey: Buffer
  private app: NestFastifyApplication
  private house: TestHouse
  private readonly identityUrl?: string
  /** The ends of other services' aggregates, which only a test speaks for. */
  private readonly heads = new Map<string, { sequence: number; hash: string }>()
  private last?: StoredEvent

  /** On an empty folder, or on a given one with its key, which is gone afterwards. `identityUrl`: where identity is, if it is another's. */
  constructor(
    private readonly services: Services,
    {
      directory = mkdtempSync(join(tmpdir(), 'yiwang-')),
      dataKey = randomBytes(32),
      identityUrl,
    }: { directory?: string; dataKey?: Buffer; identityUrl?: string } = {},
  ) {
    this.identityUrl = identityUrl
    this.directory = directory
    this.dataKey = dataKey
  }

  async start(): Promise<this> {
    this.house = await openTestHouse(this.directory, this.dataKey, this.clock)
    this.app = await createApp({
      services: this.services,
      house: this.house,
      clock: this.clock,
      log: openLog(process.env.TEST_LOG ?? 'silent'),
      identityUrl: this.identityUrl,
      retryDelays: RETRY_DELAYS,
    })
    await this.house.setup()
    await this.app.startAllMicroservices()
    await this.app.init()
    await this.app.getHttpAdapter().getInstance().ready()
    this.app.get(PublicKeys).add(testKey.jwk)
    return this
  }

  /** What a process goes through that is stopped and started again. */
  async restart(): Promise<void> {
    await this.stop()
    await this.start()
  }

  /** Leaves what it kept: another instance goes on. */
  async stop(): Promise<void> {
    await this.app?.close()
    await this.house?.close()
  }

  async close(): Promise<void> {
    await this.stop()
    rmSync(this.directory, { recursive: true, force: true })
  }

  /** Someone signed in. The call centre, coordinators, auditors and admins belong to the city, the others to one community, unless said; a resident is the one whose id they have. */
  as(role: Role, { area, ...rest }: Asker = {}): Client {
    const areaCode = area ?? (CITY_ROLES.includes(role) ? CITY : COMMUNITY)
    const { id = `staff-${role}` } = rest
    const staff: Staff = { id, account: role, name: role, role, areaCode, ...(role === 'resident' && { residentId: id }), ...rest }
    return new Client(
      () => this.app,
      () => this.house.sent(),
      () => signAccessToken(testKey.privateKey as KeyObject, testKey.jwk.kid, staff, { now: this.clock.now(), seconds: 900 }),
    )
  }

  /** `from`: the address that they come from. */
  anonymous({ from }: { from?: string } = {}): Client {
    return new Client(
      () => this.app,
      () => this.house.sent(),
      undefined,
      from,
    )
  }

  /** Someone with a token that a test made itself. */
  bearing(token: string): Client {
    return new Client(
      () => this.app,
      () => this.house.sent(),
      () => token,
    )
  }

  /** News of another service, as the log would bring it; waits until it was taken. */
  async deliver<N extends EventName>(name: N, data: EventData<N>, { subject = subjectOf(name, data) }: { subject?: string } = {}): Promise<void> {
    const source = `/${serviceOf(name)}/${entityOf(name)}s`
    const { vault } = this.house.store
    const head = this.heads.get(`${source}/${subject}`)
    const events = chain([{ name, data }], { source, subject, head, now: this.clock.now(), vault })
    this.last = events[0]
    this.heads.set(`${source}/${subject}`, { sequence: events[0].sequence, hash: events[0].hash })
    await this.house.publish(events)
    await this.settled()
  }

  /** Brings the event delivered last once more to every handler. */
  async redeliverLast(): Promise<void> {
    if (!this.last) throw new Error('nothing was delivered')
    const consumer = this.app.get(EventConsumer)
    for (const group of consumer.groupNames()) await consumer.deliver(group, this.last)
    await this.settled()
  }

  /** Brings every event of the log once more to every handler, as after a crash before any offset was stored. */
  async redeliverAll(): Promise<void> {
    const consumer = this.app.get(EventConsumer)
    for (const event of this.events()) for (const group of consumer.groupNames()) await consumer.deliver(group, event)
    await this.settled()
  }

  /** Waits until every handler has taken everything that was published. */
  settled = (): Promise<void> => this.app.get(EventConsumer).settled()

  /** What was published under this name, opened, in order. */
  published<N extends EventName>(name: N): EventData<N>[] {
    return this.events()
      .filter((event) => event.type === name && isEventName(event.type))
      .map((event) => {
        const { vault, eventKeys } = this.house.store
        // Of before a restart; a station's are there at once.
        void eventKeys?.learn(eventKeysIn(event))
        return openData(event, vault, eventKeys) as EventData<N>
      })
  }

  /** Every event of the log as it was sent. */
  events(): StoredEvent[] {
    return this.house.events()
  }

  /** Everything that the store holds: what is sealed must not be found in it. */
  kept = (): Promise<Buffer> => this.house.kept()

  /** Runs the timed methods of a provider now. */
  sweep(type: Type<object>): Promise<void> {
    return this.app.get(TimedWork).runAllOf(this.get(type))
  }

  loadDemo = (password = 'demo-password'): Promise<void> => this.app.get(TimedWork).loadDemo(password)

  /** What a service keeps, past its doors. */
  collection<T extends { id: string }>(schema: Schema): Collection<T> {
    return this.app.get(collectionToken(schema), { strict: false })
  }

  get<T>(type: Type<T> | (abstract new (...args: never[]) => T)): T {
    return this.app.get(type as Type<T>, { strict: false })
  }

  get store(): SqliteStore {
    return this.house.store as SqliteStore
  }

  get nest(): NestFastifyApplication {
    return this.app
  }

  async knowAreas(): Promise<void> {
    for (const { placeholder = false, ...area } of testAreas) {
      await this.deliver('information-network.area-changed', { ...area, placeholder, ancestors: ancestorsOf(area.code) })
    }
  }
}

const entityOf = (name: string) => name.slice(name.indexOf('.') + 1).split('-')[0]

function subjectOf(name: string, data: object): string {
  const entity = entityOf(name)
  const { [`${entity}Id`]: id, code } = data as Record<string, unknown>
  return String(id ?? (entity === 'area' ? code : newId()))
}
