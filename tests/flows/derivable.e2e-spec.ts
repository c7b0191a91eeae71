import { everyService } from '@yiwang/station'
import { COMMUNITY, onDistributedRow, type ServicesUnderTest, startServices } from '@yiwang/testing'
import mongoose from 'mongoose'
import { checkCharacter } from '../../services/information-network/src/residents/identity-number'
import { declareAreas } from '../information-network/start'

const numberOf = (digits: string) => digits + checkCharacter(digits)
const resident = {
  name: '慕容秋白',
  identityNumber: numberOf('32060219451117309'),
  phone: '13912348642',
  areaCode: COMMUNITY,
  address: '秋水里 77 幢 1203 室',
  tags: ['living-alone', 'disabled'],
}
const neighbour = { ...resident, name: '诸葛白云', identityNumber: numberOf('32060219830907211'), phone: '13912341111', tags: ['elderly'] }
const staff = { name: '欧阳牧歌', account: 'ouyang.muge' }

/** What can be told of a person from more than the words that they said: whole, in part, and in other forms. */
const TELLING = [
  ...['慕容', '秋白', '欧阳', '牧歌', '秋水里'],
  ...['13912348642', '139****8642', '8642', '19451117', '451117', '1945-11', '1945'],
  ...['elderly', 'living-alone', 'disabled', '老年人', '独居', '残疾'],
  ...['ouyang', 'muge', '膝盖', '助浴', '无人应门', '回访核对'],
]
/** The year of birth, and of turning 60: as a number, and in any time. */
const YEARS = [1945, 2005]
/** What no key is needed for is not in these: ciphertexts, keyed hashes, hashes of what is told, ids, and what a password becomes. */
const OPAQUE =
  /^(s2\.[0-9a-f]{8}\.[\w-]+|s3\.[0-9a-f]{8}\.[\w/-]+\.[\w-]+|[\w-]{22}|[0-9a-f]{64}|([a-z-]+\/)?[0-9A-HJKMNP-TV-Z]{26}|[\w-]{24}|[\w-]{43}|\$argon2id\$.*|-----BEGIN .*)$/s

describe('from what is stored, without the key', () => {
  let app: ServicesUnderTest
  let leaves: [place: string, value: unknown][]
  let documents: Record<string, Record<string, unknown>[]>

  beforeAll(async () => {
    app = await startServices(everyService)
    await declareAreas(app)
    await live()
    documents = await stored()
    leaves = Object.entries(documents).flatMap(([collection, all]) => all.flatMap((one) => leavesOf(one, collection)))
  }, 60_000)

  /** Everything that somebody does with a resident, by people who have names themselves. */
  async function live() {
    const admin = app.as('admin', { id: 'staff-admin', ...staff })
    const operator = app.as('operator', { id: 'staff-operator', ...staff })
    const coordinator = app.as('coordinator', { id: 'staff-coordinator', ...staff })
    const made = async (who: typeof admin, path: string, body: object = {}) => (await who.post(path, body).expect(201)).body
    const { id: accountId } = await made(admin, '/api/identity/accounts', {
      ...staff,
      role: 'provider',
      areaCode: COMMUNITY,
      password: 'a long password',
    })
    await made(app.anonymous(), '/api/identity/sessions', { account: staff.account, password: 'a long password' })
    await app.anonymous().post('/api/identity/sessions', { account: staff.account, password: 'not the password' }).expect(401)

    const { id: residentId } = await made(operator, '/api/information-network/residents', resident)
    await made(operator, '/api/information-network/residents', neighbour)
    await app.settled()
    const { name, phone } = resident
    const reporter = { name, phone, residentId }
    const description = '膝盖疼，下不了楼'
    await operator.get(`/api/hotline/callers?phone=${phone}`).expect(200)
    const ticket = await made(operator, '/api/hotline/tickets', { reporter, areaCode: COMMUNITY, description, urgency: 'ordinary' })
    await made(operator, `/api/hotline/tickets/${ticket.id}/reveal`, { purpose: '回访核对' })
    await made(operator, `/api/hotline/tickets/${ticket.id}/refer`, { service: 'home-care', need: '助浴', note: '膝盖疼' })
    const provider = await made(coordinator, '/api/home-care/providers', { name: staff.name, phone, accountId, areaCode: COMMUNITY })
    await app.settled()
    const request = (await coordinator.get('/api/home-care/requests').expect(200)).body.items[0]
    const plannedAt = app.clock.now().toISOString()
    const { visitId } = await made(coordinator, `/api/home-care/requests/${request.id}/assign`, { providerId: provider.id, plannedAt })
    await app.settled()
    const visitor = app.as('provider', { id: accountId, ...staff })
    await made(visitor, `/api/home-care/visits/${visitId}/reveal`, { purpose: '回访核对' })
    await made(visitor, `/api/home-care/visits/${visitId}/cannot-be-done`, { reason: '无人应门' })
    const terminal = app.as('terminal', { id: 'terminal-1', account: 'KIOSK-1', name: '便民服务亭' })
    await made(terminal, '/api/kiosk/needs', { reporter, description })
    await app.settled()
  }

  /** Every row of every table, or every document of every collection; documents decoded. */
  async function stored(): Promise<Record<string, Record<string, unknown>[]>> {
    if (onDistributedRow) {
      const [collections, events] = JSON.parse(String(await app.kept()))
      return { ...Object.fromEntries(Object.entries(collections)), events }
    }
    const { file } = app.store
    const tables = file.all<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    const decoded = (row: Record<string, unknown>) =>
      row.document ? (mongoose.mongo.BSON.deserialize(new Uint8Array(row.document as ArrayBuffer)) as Record<string, unknown>) : row
    return Object.fromEntries(tables.map(({ name }) => [name, file.all(`SELECT * FROM "${name}"`).map(decoded)]))
  }

  function leavesOf(value: unknown, place: string): [string, unknown][] {
    if (typeof value === 'string' && /^[[{]/.test(value)) {
      try {
        return leavesOf(JSON.parse(value), place)
      } catch {
        return [[place, value]]
      }
    }
    if (typeof value !== 'object' || value === null || value instanceof Date) return [[place, value]]
    // An envelope is random bytes to whoever has no key.
    return Object.entries({ ...value, '~': undefined }).flatMap(([key, one]) => leavesOf(one, Array.isArray(value) ? place : `${place}.${key}`))
  }

  /** A time before all times says "always". */
  const isAlways = (value: unknown) => value instanceof Date && value.getTime() === 0
  const yearsOf = (value: unknown): number[] => {
    const time = value instanceof Date ? value : typeof value === 'number' ? new Date(value) : new Date(Number.NaN)
    return [...(typeof value === 'number' ? [value] : []), ...[0, 8].map((hours) => new Date(time.getTime() + hours * 3_600_000).getUTCFullYear())]
  }

  it('nothing of a resident or of those who work here can be told: no part, no other form, no time that follows from it', () => {
    expect(leaves.length).toBeGreaterThan(1000)
    const told = leaves.flatMap(([place, value]) => {
      if (typeof value === 'string') {
        // A time's own figures, and the names of a collection and a field, are no one's.
        const text = OPAQUE.test(value) ? '' : value.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z|home-care\.elderly|-elderlyFrom/g, '')
        return TELLING.filter((one) => text.includes(one)).map((one) => `${place}: ${one}`)
      }
      return isAlways(value) || yearsOf(value).some((year) => YEARS.includes(year)) ? [`${place}: ${value}`] : []
    })
    expect([...new Set(told)]).toEqual([])
  })

  it('not even by its length: which tags somebody has, and how many', () => {
    // There, collections come without their names; documents are the same on both rows.
    if (onDistributedRow) return
    const lengths = (collection: string) => new Set(documents[collection].map((one) => (one['~'] as { length(): number }).length()))
    expect(lengths('information-network.residents').size).toBe(1)
    expect(lengths('home-care.elderly').size).toBe(1)
  })
})
