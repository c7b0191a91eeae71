import { DiscoveryService } from '@nestjs/core'
import { EventTransport, type KafkaTransport } from '@yiwang/messaging'
import { ErasePeople } from '@yiwang/people'
import { MongoStoredDocuments, openEnvelope, SealedBlobs, SqliteStoredDocuments, whoseBlobs } from '@yiwang/persistence/operations'
import { eventKeysIn, MongoStore, openEvent, type SqliteStore, Store, type StoredEvent } from '@yiwang/persistence/stores'
import { Jobs } from '@yiwang/platform'
import { everyService } from '@yiwang/station'
import { type Client, COMMUNITY, FAR_COMMUNITY, ServicesUnderTest } from '@yiwang/testing'
import Redis from 'ioredis'
import { checkCharacter } from '../../services/information-network/src/residents/identity-number'
import { declareAreas } from '../information-network/start'

const numberOf = (digits: string) => digits + checkCharacter(digits)
export const person = { name: '慕容秋白', phone: '13912348642' }
const resident = { ...person, identityNumber: numberOf('32060219451117309'), areaCode: COMMUNITY, address: '秋水里 77 幢 1203 室' }
export const neighbour = {
  name: '诸葛白云',
  phone: '13912341111',
  identityNumber: numberOf('32060219830907211'),
  areaCode: COMMUNITY,
  address: '白云路 3 号',
}
/** What tells of the one, and is in nothing of anybody else. */
export const OF_THEM = [person.name, person.phone, resident.identityNumber, '秋水里 77 幢', '膝盖']
export const OF_THE_NEIGHBOUR = [neighbour.name, neighbour.phone, neighbour.identityNumber]

export const found = (said: string, words: string[]) => words.filter((word) => said.includes(word))

/** Everything that a house holds, opened with all keys at hand. */
export interface Said {
  documents: string
  events: string
  files: string
}

type AnyStore = SqliteStore | MongoStore

/** By its type, all that Redis holds under a key; another one is a fault of this test. */
const READ: Record<string, (redis: Redis, key: string) => Promise<unknown>> = {
  none: async () => undefined,
  string: (redis, key) => redis.get(key),
  hash: (redis, key) => redis.hgetall(key),
  list: (redis, key) => redis.lrange(key, 0, -1),
  set: (redis, key) => redis.smembers(key),
  zset: (redis, key) => redis.zrange(key, 0, -1),
}

/** `isAsked`: of which collections, and of whose events. */
export async function saidIn(store: AnyStore, sent: StoredEvent[], isAsked: (name: string) => boolean = () => true): Promise<Said> {
  const kept = store instanceof MongoStore ? new MongoStoredDocuments(store.db) : new SqliteStoredDocuments(store.file)
  const blobs = new SealedBlobs(store.blobs, store.vault)
  const [documents, events, files]: string[][] = [[], [], []]
  for (const collection of (await kept.collections()).filter((name) => !name.endsWith('.takings') && isAsked(name)))
    for (const { record, version, waiting } of await kept.page(collection, '', 10_000)) {
      documents.push(JSON.stringify([record, waiting]), openEnvelope(store.vault, collection, record as never, version))
      const service = whoseBlobs(collection)
      const file = service && (await blobs.open(service, record._id))
      if (file) for await (const chunk of file.read()) files.push(chunk.toString())
    }
  for (const event of sent.filter(({ source }) => isAsked(source.slice(1).replace('/', '.')))) {
    await store.eventKeys.learn(eventKeysIn(event))
    events.push(JSON.stringify(openEvent(event, store.vault, store.eventKeys).data))
  }
  return { documents: documents.join(), events: events.join(), files: files.join() }
}

/** Somebody, a neighbour, and whoever has to do with them: what is done is the same on both rows. */
export class Forgetting {
  residentId: string
  private carer: Client
  private visitId: string
  private ticketId: string
  private readonly admins = ['lin', 'zhao'].map((id) => ({ id: `staff-${id}`, account: id, name: id }))

  private constructor(readonly app: ServicesUnderTest) {}

  /** With everything that an operator, a kiosk and a carer do with them. */
  static async start(): Promise<Forgetting> {
    const app = await new ServicesUnderTest(everyService).start()
    await declareAreas(app)
    const forgetting = new Forgetting(app)
    await forgetting.live()
    return forgetting
  }

  get store(): AnyStore {
    return this.app.get(Store) as AnyStore
  }

  said = (isAsked?: (name: string) => boolean): Promise<Said> => saidIn(this.store, this.app.events(), isAsked)

  /** Every event as it lies there: in the log, or in the topics. */
  async lying(): Promise<StoredEvent[]> {
    if (!(this.store instanceof MongoStore)) return this.store.log.after(0).map(({ event }) => event)
    const topics = (this.app.get(EventTransport) as KafkaTransport).moving()
    const events: StoredEvent[] = []
    const take = ({ event }: { event?: StoredEvent }) => {
      if (event) events.push(event)
    }
    await Promise.all(topics.names().map((topic) => topics.read(topic, [], take)))
    await topics.close()
    return events
  }

  /** What instances tell each other and count together. Nothing where there is one. */
  async memory(): Promise<string> {
    if (!(this.store instanceof MongoStore)) return ''
    const redis = new Redis(process.env.TEST_REDIS_URL as string)
    try {
      const keys = await redis.keys(`yiwang:${this.store.db.databaseName}.*`)
      expect(keys).not.toEqual([])
      const values = await Promise.all(keys.map(async (key) => READ[await redis.type(key)](redis, key)))
      return JSON.stringify([keys, values])
    } finally {
      redis.disconnect()
    }
  }

  all<T>(type: new (...args: never[]) => T): T[] {
    return this.app.nest
      .get(DiscoveryService)
      .getProviders()
      .flatMap(({ instance }) => (instance instanceof type ? [instance] : []))
  }

  private made = async (who: Client, path: string, body: object = {}) => (await who.post(path, body).expect(201)).body

  private async live() {
    const { app, made } = this
    const [operator, coordinator] = [app.as('operator'), app.as('coordinator')]
    const account = { account: 'carer', name: '顾建华', role: 'provider', areaCode: COMMUNITY, password: 'a long password' }
    const { id: accountId } = await made(app.as('admin'), '/api/identity/accounts', account)
    this.residentId = await this.imported()
    await made(operator, '/api/information-network/residents', neighbour)
    await app.settled()
    const terminal = app.as('terminal', { id: 'kiosk-1', area: COMMUNITY })
    await made(terminal, '/api/kiosk/needs', { reporter: person, description: '膝盖疼，走不了路' })
    const provider = await made(coordinator, '/api/home-care/providers', { name: '顾建华', phone: '13900000001', areaCode: COMMUNITY, accountId })
    this.carer = app.as('provider', { id: accountId, account: 'carer', area: COMMUNITY })
    await app.settled()
    const [fromKiosk] = (await operator.get('/api/hotline/tickets').expect(200)).body.items
    await made(operator, `/api/hotline/tickets/${fromKiosk.id}/answer`, { reply: '膝盖的事已告知', solved: true, satisfied: true })

    const reporter = { ...person, residentId: this.residentId }
    const ticket = { reporter, areaCode: COMMUNITY, description: '膝盖疼，要人助浴', urgency: 'ordinary' }
    this.ticketId = (await made(operator, '/api/hotline/tickets', ticket)).id
    await made(operator, `/api/hotline/tickets/${this.ticketId}/refer`, { service: 'home-care', need: '膝盖不便，助浴' })
    await app.settled()
    const [request] = (await coordinator.get('/api/home-care/requests').expect(200)).body.items
    const plannedAt = new Date(app.clock.now().getTime() + 3_600_000).toISOString()
    this.visitId = (await made(coordinator, `/api/home-care/requests/${request.id}/assign`, { providerId: provider.id, plannedAt })).visitId
    await app.settled()
  }

  /** Registered by a table, so that a file tells of them as well. */
  private async imported(): Promise<string> {
    const { name, identityNumber, phone, areaCode, address } = resident
    const table = `姓名,身份证号,电话,社区代码,住址,标签\r\n${[name, identityNumber, phone, areaCode, address, '独居'].join(',')}\r\n`
    const form = `--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\nContent-Type: text/csv\r\n\r\n${table}\r\n--x--\r\n`
    const sent = { 'content-type': 'multipart/form-data; boundary=x' }
    await this.app.as('worker').post('/api/information-network/residents/imports', Buffer.from(form), sent).expect(201)
    for (const jobs of this.all(Jobs)) await jobs.finish()
    await this.app.settled()
    const { items } = (await this.app.as('operator').get(`/api/information-network/residents?phone=${phone}`).expect(200)).body
    return items[0].id
  }

  /** One admin asks, another decides. */
  async erase(): Promise<void> {
    const { app, made } = this
    const [lin, zhao] = this.admins
    const path = `/api/information-network/residents/${this.residentId}/erase`
    const asked = await made(app.as('admin', lin), path, { ground: 'no-longer-needed', note: `${person.name}本人` })
    expect(asked).toMatchObject({ state: 'asked', residentId: this.residentId, allowedActions: [] })
    await app.as('admin', zhao).post(path, { ground: 'unlawful' }).expect(200, { id: asked.id, ground: 'no-longer-needed' })
    const approve = `/api/information-network/erasures/${asked.id}/approve`
    await app.as('admin', lin).post(approve).expect(403, { code: 'needs-another-person' })
    await app.as('operator', zhao).post(approve).expect(403)
    const far = { ...zhao, area: FAR_COMMUNITY }
    await app.as('admin', far).post(approve).expect(404)
    await app.as('admin', zhao).post(approve).expect(201, { state: 'done', decidedBy: 'zhao' })
    await app.as('admin', zhao).post(approve).expect(409, { code: 'illegal-transition' })
  }

  /** The request, as whoever asked for it sees it. */
  async erasure() {
    const list = `/api/information-network/erasures?residentId=${this.residentId}`
    return (await this.app.as('admin').get(list).expect(200)).body.items[0]
  }

  /** What had not ended ends: the visit, and the ticket that led to it. */
  async end(): Promise<void> {
    const { app, carer } = this
    await carer.post(`/api/home-care/visits/${this.visitId}/start`).expect(201)
    await carer.post(`/api/home-care/visits/${this.visitId}/complete`, { report: '膝盖已热敷' }).expect(201)
    await app.settled()
    const called = { reached: true, solved: true, satisfied: true, note: `${person.name}说好` }
    await this.made(app.as('operator'), `/api/hotline/tickets/${this.ticketId}/call-back`, called)
    await app.settled()
  }

  /** What the services do by themselves, until what was asked for is so. */
  async until<V>(what: () => Promise<V | undefined>): Promise<V> {
    for (;;) {
      for (const one of this.all(ErasePeople)) {
        await one.look()
        await one.lookAgain()
      }
      await this.app.settled()
      const answer = await what()
      if (answer) return answer
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
  }

  /** All services have answered, and none of them keeps anything. */
  isGone = async (): Promise<true | undefined> => {
    const { answers } = await this.erasure()
    return (answers.length === 4 && answers.every(({ kept }: { kept: object[] }) => !kept.length)) || undefined
  }
}
