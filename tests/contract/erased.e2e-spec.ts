import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DiscoveryService } from '@nestjs/core'
import { backUp } from '@yiwang/operations'
import { ErasePeople } from '@yiwang/people'
import { Vault } from '@yiwang/persistence'
import { openEnvelope, SqliteStoredDocuments } from '@yiwang/persistence/operations'
import { EVENT_KEYS, eventKeysIn, openEvent, SqliteStore, StationFile } from '@yiwang/persistence/stores'
import { KeyRetention } from '@yiwang/platform'
import { everyService } from '@yiwang/station'
import { type Client, COMMUNITY, FAR_COMMUNITY, ServicesUnderTest } from '@yiwang/testing'
import { ErasuresService } from '../../services/information-network/src/erasures/erasures.service'
import { checkCharacter } from '../../services/information-network/src/residents/identity-number'
import { declareAreas } from '../information-network/start'

const numberOf = (digits: string) => digits + checkCharacter(digits)
const person = { name: '慕容秋白', phone: '13912348642' }
const resident = {
  ...person,
  identityNumber: numberOf('32060219451117309'),
  areaCode: COMMUNITY,
  address: '秋水里 77 幢 1203 室',
  tags: ['living-alone'],
}
const neighbour = {
  ...resident,
  name: '诸葛白云',
  phone: '13912341111',
  identityNumber: numberOf('32060219830907211'),
  address: '白云路 3 号',
}
/** What tells of the one, and is in nothing of anybody else. */
const OF_THEM = ['慕容秋白', '13912348642', resident.identityNumber, '秋水里 77 幢', '膝盖']
const OF_THE_NEIGHBOUR = [neighbour.name, neighbour.phone, neighbour.identityNumber]

/** Everything that a store holds, opened with all keys at hand. */
async function saidIn(store: SqliteStore, isAsked: (name: string) => boolean = () => true): Promise<{ documents: string; events: string }> {
  const kept = new SqliteStoredDocuments(store.file)
  const documents: string[] = []
  for (const collection of (await kept.collections()).filter((name) => !name.endsWith('.takings') && isAsked(name)))
    for (const { record, version } of await kept.page(collection, '', 10_000))
      documents.push(JSON.stringify(record), openEnvelope(store.vault, collection, record as never, version))
  const events: string[] = []
  for (const { event } of store.log.after(0, 100_000).filter(({ event }) => isAsked(event.source.slice(1).replace('/', '.')))) {
    await store.eventKeys.learn(eventKeysIn(event))
    events.push(JSON.stringify(openEvent(event, store.vault, store.eventKeys).data))
  }
  return { documents: documents.join(), events: events.join() }
}

const found = (said: string, words: string[]) => words.filter((word) => said.includes(word))

// Of the station, since reading everything needs its file; of the other row the contract of the event keys and the tests of each service show it.
describe('somebody who is to be forgotten', () => {
  let app: ServicesUnderTest
  let residentId: string
  let carer: Client
  let visitId: string
  let ticketId: string
  const folder = mkdtempSync(join(tmpdir(), 'yiwang-erased-'))
  const [lin, zhao] = ['lin', 'zhao'].map((id) => ({ id: `staff-${id}`, account: id, name: id }))

  beforeAll(async () => {
    app = await new ServicesUnderTest(everyService).start()
    await declareAreas(app)
    await live()
  }, 60_000)
  afterAll(async () => {
    await app.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const made = async (who: Client, path: string, body: object = {}) => (await who.post(path, body).expect(201)).body
  const all = <T>(type: new (...args: never[]) => T): T[] =>
    app.nest
      .get(DiscoveryService)
      .getProviders()
      .flatMap(({ instance }) => (instance instanceof type ? [instance] : []))

  /** What an operator, a kiosk and a carer do with somebody. */
  async function live() {
    const [operator, coordinator] = [app.as('operator'), app.as('coordinator')]
    const account = { account: 'carer', name: '顾建华', role: 'provider', areaCode: COMMUNITY, password: 'a long password' }
    const { id: accountId } = await made(app.as('admin'), '/api/identity/accounts', account)
    residentId = (await made(operator, '/api/information-network/residents', resident)).id
    await made(operator, '/api/information-network/residents', neighbour)
    await app.settled()
    const terminal = app.as('terminal', { id: 'kiosk-1', area: COMMUNITY })
    await made(terminal, '/api/kiosk/needs', { reporter: person, description: '膝盖疼，走不了路' })
    const provider = await made(coordinator, '/api/home-care/providers', { name: '顾建华', phone: '13900000001', areaCode: COMMUNITY, accountId })
    carer = app.as('provider', { id: accountId, account: 'carer', area: COMMUNITY })
    await app.settled()
    const [fromKiosk] = (await operator.get('/api/hotline/tickets').expect(200)).body.items
    await made(operator, `/api/hotline/tickets/${fromKiosk.id}/answer`, { reply: '膝盖的事已告知', solved: true, satisfied: true })

    const ticket = { reporter: { ...person, residentId }, areaCode: COMMUNITY, description: '膝盖疼，要人助浴', urgency: 'ordinary' }
    ticketId = (await made(operator, '/api/hotline/tickets', ticket)).id
    await made(operator, `/api/hotline/tickets/${ticketId}/refer`, { service: 'home-care', need: '膝盖不便，助浴' })
    await app.settled()
    const [request] = (await coordinator.get('/api/home-care/requests').expect(200)).body.items
    const plannedAt = new Date(app.clock.now().getTime() + 3_600_000).toISOString()
    visitId = (await made(coordinator, `/api/home-care/requests/${request.id}/assign`, { providerId: provider.id, plannedAt })).visitId
    await app.settled()
  }

  const erasure = async () => (await app.as('admin').get('/api/information-network/erasures').expect(200)).body.items[0]

  /** What the services do by themselves, until what was asked for is so. */
  async function until<V>(what: () => Promise<V | undefined>): Promise<V> {
    for (;;) {
      for (const one of all(ErasePeople)) {
        await one.look()
        await one.lookAgain()
      }
      await app.settled()
      const answer = await what()
      if (answer) return answer
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
  }

  it('is everywhere first', async () => {
    const { documents, events } = await saidIn(app.store)
    expect(found(documents, OF_THEM)).toEqual(OF_THEM)
    expect(found(events, OF_THEM)).toEqual(expect.arrayContaining([person.name, person.phone, '膝盖']))
    await backUp(app.directory, join(folder, 'before.db'), new Vault(app.dataKey))
  })

  it('is erased by two people', async () => {
    const path = `/api/information-network/residents/${residentId}/erase`
    const asked = await made(app.as('admin', lin), path, { ground: 'no-longer-needed', note: '慕容秋白本人' })
    expect(asked).toMatchObject({ state: 'asked', residentId, allowedActions: [] })
    await app.as('admin', zhao).post(path, { ground: 'unlawful' }).expect(200, { id: asked.id, ground: 'no-longer-needed' })
    const approve = `/api/information-network/erasures/${asked.id}/approve`
    await app.as('admin', lin).post(approve).expect(403, { code: 'needs-another-person' })
    await app.as('operator', zhao).post(approve).expect(403)
    await app
      .as('admin', { ...zhao, area: FAR_COMMUNITY })
      .post(approve)
      .expect(404)
    await app.as('admin', zhao).post(approve).expect(201, { state: 'done', decidedBy: 'zhao' })
    await app.as('admin', zhao).post(approve).expect(409, { code: 'illegal-transition' })
  })

  it('goes from every service, but where something has not ended: each says what it keeps', async () => {
    const { answers } = await until(async () => {
      const one = await erasure()
      return one.answers.length === 4 ? one : undefined
    })
    const kept = (answers as { service: string; kept: { kind: string; why: string }[] }[]).flatMap(({ service, kept }) =>
      kept.map(({ kind, why }) => `${service} ${kind} ${why}`),
    )
    expect(kept.sort()).toEqual(['home-care requests open', 'home-care visits open', 'hotline tickets open'])
    await app.as('admin').get(`/api/information-network/residents/${residentId}`).expect(404)
    await app.as('admin').patch(`/api/information-network/residents/${residentId}`, { address: '别处' }).expect(404)
    const gone = await saidIn(app.store, (name) => ['information-network.residents', 'hotline.callers', 'home-care.elderly'].includes(name))
    expect(found(gone.documents, OF_THEM)).toEqual([])
    expect(found(gone.events, OF_THEM)).toEqual([])
    expect(found(gone.events, OF_THE_NEIGHBOUR.slice(0, 2))).toEqual(OF_THE_NEIGHBOUR.slice(0, 2))
  })

  it('goes from there once it has, and from no document says anybody anything', async () => {
    await carer.post(`/api/home-care/visits/${visitId}/start`).expect(201)
    await carer.post(`/api/home-care/visits/${visitId}/complete`, { report: '膝盖已热敷' }).expect(201)
    await app.settled()
    await made(app.as('operator'), `/api/hotline/tickets/${ticketId}/call-back`, {
      reached: true,
      solved: true,
      satisfied: true,
      note: '慕容秋白说好',
    })
    await app.settled()
    app.clock.advance(25 * 3_600_000)
    await until(async () => {
      const { answers } = await erasure()
      return answers.every(({ kept }: { kept: object[] }) => !kept.length) || undefined
    })
    const { documents } = await saidIn(app.store)
    expect(found(documents, OF_THEM)).toEqual([])
    expect(found(documents, OF_THE_NEIGHBOUR)).toEqual(OF_THE_NEIGHBOUR)
    expect(
      (
        await app
          .as('operator')
          .get(`/api/hotline/tickets?q=${encodeURIComponent('膝盖')}`)
          .expect(200)
      ).body.items,
    ).toEqual([])
  })

  it('is in no event either once these have been kept as long as they may, nor in what is backed up then', async () => {
    app.clock.advance((3 * 365 + 60) * 24 * 3_600_000)
    for (const one of all(KeyRetention)) await one.destroyWhatIsOver()
    const { events } = await saidIn(app.store)
    expect(found(events, OF_THEM)).toEqual([])
    expect(found(events, [neighbour.name])).toEqual([neighbour.name])

    const backup = mkdtempSync(join(folder, 'after-'))
    await backUp(app.directory, join(backup, 'station.db'), new Vault(app.dataKey))
    cpSync(join(app.directory, EVENT_KEYS), join(backup, EVENT_KEYS))
    const file = new StationFile(backup)
    const said = await saidIn(new SqliteStore(file, new Vault(app.dataKey), app.clock))
    await file.close()
    expect(found(said.documents + said.events, OF_THEM)).toEqual([])
  })

  it('is erased again where an earlier state is put back', async () => {
    await app.stop()
    for (const name of ['station.db', 'station.db-wal', 'station.db-shm']) rmSync(join(app.directory, name), { force: true })
    cpSync(join(folder, 'before.db'), join(app.directory, 'station.db'))
    await app.start()
    const before = await saidIn(app.store, (name) => name === 'information-network.residents')
    expect(found(before.documents, [person.name])).toEqual([person.name])
    expect(found(before.events, [person.name])).toEqual([])
    for (const one of all(ErasuresService)) await one.lookBack()
    const isAsked = (name: string) => ['information-network.residents', 'hotline.callers', 'home-care.elderly', 'kiosk.needs'].includes(name)
    await until(async () => !found((await saidIn(app.store, isAsked)).documents, [person.name, person.phone]).length || undefined)
  })
})
