import { DiscoveryService } from '@nestjs/core'
import { DocumentRetention, KeyRetention } from '@yiwang/platform'
import { everyService } from '@yiwang/station'
import { CITY, type Client, COMMUNITY, FAR_COMMUNITY, type ServicesUnderTest, startServices } from '@yiwang/testing'
import { ErasuresService } from '../../services/information-network/src/erasures/erasures.service'
import { checkCharacter } from '../../services/information-network/src/residents/identity-number'
import { declareAreas } from '../information-network/start'

const DAY_MS = 24 * 3_600_000
const ERASED = '已删除'
const place = { areaCode: COMMUNITY, address: '秋水里 77 幢 1203 室', tags: [] }
const resident = (name: string, phone: string, digits: string) => ({ ...place, name, phone, identityNumber: digits + checkCharacter(digits) })
const autumn = resident('慕容秋白', '13912348642', '32060219451117309')
const cloud = resident('诸葛白云', '13912341111', '32060219830907211')

describe('what has been kept as long as it may be', () => {
  let app: ServicesUnderTest
  const residents: Record<string, string> = {}
  const tickets: Record<string, string> = {}
  let holdId: string
  let erasureId: string
  const admins = { lin: { id: 'staff-lin', account: 'lin', name: '林' }, zhao: { id: 'staff-zhao', account: 'zhao', name: '赵' } }
  const admin = (who: keyof typeof admins, area = CITY) => app.as('admin', { ...admins[who], area })

  beforeAll(async () => {
    app = await startServices(everyService)
    await declareAreas(app)
    await live()
  }, 60_000)

  const made = async (who: Client, path: string, body: object = {}) => (await who.post(path, body).expect(201)).body
  const all = <T>(type: new (...args: never[]) => T): T[] =>
    app.nest
      .get(DiscoveryService)
      .getProviders()
      .flatMap(({ instance }) => (instance instanceof type ? [instance] : []))
  const ticket = async (id: string) => (await app.as('operator').get(`/api/hotline/tickets/${id}`).expect(200)).body

  /** Two who are told of in matters that ended, one whose matter goes on, and somebody at a kiosk. */
  async function live() {
    const operator = app.as('operator')
    for (const one of [autumn, cloud]) residents[one.name] = (await made(operator, '/api/information-network/residents', one)).id
    await app.settled()
    const record = async (name: string, { name: of, phone }: typeof autumn, description: string) => {
      const reporter = { name: of, phone, residentId: residents[of] }
      tickets[name] = (await made(operator, '/api/hotline/tickets', { reporter, areaCode: COMMUNITY, description, urgency: 'ordinary' })).id
    }
    await record('ended', autumn, '膝盖疼，走不了路')
    await record('held', cloud, '屋顶漏水')
    await record('open', autumn, '要人助浴')
    await made(app.as('terminal', { id: 'kiosk-1', area: COMMUNITY }), '/api/kiosk/needs', {
      reporter: { name: autumn.name, phone: autumn.phone },
      description: '楼道灯坏了',
    })
    await app.settled()
    const [fromKiosk] = (await operator.get('/api/hotline/tickets?sort=-createdAt').expect(200)).body.items
    tickets.kiosk = fromKiosk.id
    for (const name of ['ended', 'held', 'kiosk'])
      await made(operator, `/api/hotline/tickets/${tickets[name]}/answer`, { reply: '已告知', solved: true, satisfied: true })
    await app.settled()
  }

  /** A day of every service. */
  async function day() {
    app.clock.advance(DAY_MS)
    for (const retention of all(DocumentRetention))
      for (let step = await retention.retain({}, undefined); step.next; ) step = await retention.retain({}, step.next as never)
    for (const one of all(KeyRetention)) await one.destroyWhatIsOver()
    for (const one of all(ErasuresService)) await one.sweep()
    await app.settled()
  }
  const years = (count: number) => app.clock.advance(count * 365 * DAY_MS + 40 * DAY_MS)
  const destroyed = async () => {
    const entries = (await app.as('auditor', { area: CITY }).get('/api/hotline/security-log?what=erasure').expect(200)).body.items
    return entries.map(({ subject }: { subject: string }) => subject)
  }

  it('is put under a legal hold by an admin of its area, and said to all services', async () => {
    const hold = { residentId: residents[cloud.name], ground: 'litigation', documentNumber: '（2026）苏0613民初1号', until: '2031-12-31' }
    await app.as('operator').post('/api/information-network/holds', hold).expect(403)
    await admin('lin', FAR_COMMUNITY).post('/api/information-network/holds', hold).expect(404)
    await admin('lin')
      .post('/api/information-network/holds', { ...hold, kind: 'matter' })
      .expect(400, { code: 'hold-names-one' })
    const put = await made(admin('lin'), '/api/information-network/holds', hold)
    expect(put).toMatchObject({ state: 'in-force', inForce: true, areaCode: COMMUNITY, putBy: '林', allowedActions: [] })
    holdId = put.id
    await app.settled()
  })

  it('stays as it is until then', async () => {
    await day()
    await day()
    expect(await ticket(tickets.ended)).toMatchObject({ description: '膝盖疼，走不了路' })
    const { items } = (await admin('lin').get('/api/hotline/retention').expect(200)).body
    const [ofTickets] = items.filter(({ id }: { id: string }) => id === 'tickets')
    expect(ofTickets).toMatchObject({ kind: 'matter', period: { years: 3 }, ended: 3, held: 1, due: [], blanked: [] })
    await app.as('operator').get('/api/hotline/retention').expect(403)
    await admin('lin', FAR_COMMUNITY).get('/api/hotline/retention').expect(403)
  })

  it('goes from what has ended, and from what was made of it; what goes on and what is held stay', async () => {
    years(3)
    await day()
    expect(await ticket(tickets.ended)).toMatchObject({ description: '膝盖疼，走不了路' })
    await day()
    expect(await ticket(tickets.ended)).toMatchObject({ description: ERASED, reporter: { name: ERASED } })
    expect(JSON.stringify((await ticket(tickets.ended)).history)).not.toContain('已告知')
    expect(await ticket(tickets.kiosk)).toMatchObject({ description: ERASED })
    expect(await ticket(tickets.open)).toMatchObject({ description: '要人助浴' })
    expect(await ticket(tickets.held)).toMatchObject({ description: '屋顶漏水' })
    const search = async (words: string) =>
      (
        await app
          .as('operator')
          .get(`/api/hotline/tickets?q=${encodeURIComponent(words)}`)
          .expect(200)
      ).body.items.length
    expect([await search('膝盖'), await search('屋顶')]).toEqual([0, 1])
    const told = app.published('hotline.document-erased').filter(({ because }) => because === 'period-over')
    expect(
      told
        .filter(({ kind }) => kind === 'tickets')
        .map(({ documentId }) => documentId)
        .sort(),
    ).toEqual([tickets.ended, tickets.kiosk].sort())
    expect(app.published('kiosk.document-erased')).toContainEqual(expect.objectContaining({ kind: 'needs', because: 'period-over' }))
    const { items } = (await admin('lin').get('/api/hotline/retention').expect(200)).body
    const [ofTickets] = items.filter(({ id }: { id: string }) => id === 'tickets')
    expect(ofTickets).toMatchObject({ ended: 1, held: 1, blanked: [{ month: '2026-11', count: 2 }] })
  })

  it('stays readable in the month’s events while a hold may concern them', async () => {
    expect(await destroyed()).toEqual([])
  })

  it('is not erased while it is held: the request waits, and says until when', async () => {
    const path = `/api/information-network/residents/${residents[cloud.name]}/erase`
    erasureId = (await made(admin('lin'), path, { ground: 'consent-withdrawn' })).id
    const approved = await made(admin('zhao'), `/api/information-network/erasures/${erasureId}/approve`)
    expect(approved).toMatchObject({ state: 'approved', heldUntil: '2031-12-31' })
    await day()
    await admin('lin').get(`/api/information-network/residents/${residents[cloud.name]}`).expect(200, { id: residents[cloud.name] })
  })

  it('goes once another person has lifted the hold', async () => {
    const lift = `/api/information-network/holds/${holdId}/lift`
    await admin('lin').post(lift, { reason: '已结案' }).expect(403, { code: 'needs-another-person' })
    expect(await made(admin('zhao'), lift, { reason: '已结案' })).toMatchObject({ state: 'lifted', inForce: false, liftedBy: '赵' })
    await app.settled()
    app.clock.advance(31 * DAY_MS)
    for (let days = 0; days < 3; days++) await day()
    expect(await ticket(tickets.held)).toMatchObject({ description: ERASED })
    expect(await destroyed()).toContainEqual('hotline/matter/2026-11')
    await admin('lin').get(`/api/information-network/erasures/${erasureId}`).expect(200, { state: 'done' })
    const log = (await app.as('auditor', { area: CITY }).get('/api/information-network/security-log?what=hold').expect(200)).body.items
    expect(log).toMatchObject([
      {
        subject: holdId,
        facts: [
          { name: 'step', value: 'lift' },
          { name: 'ground', value: 'litigation' },
        ],
      },
      {
        subject: holdId,
        facts: [
          { name: 'step', value: 'put' },
          { name: 'ground', value: 'litigation' },
        ],
      },
    ])
  })
})
