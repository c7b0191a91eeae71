import { DiscoveryService } from '@nestjs/core'
import type { Role } from '@yiwang/auth'
import { newId } from '@yiwang/domain'
import { AreasService, Jobs, RedrawAreas, TimedWork } from '@yiwang/platform'
import { everyService } from '@yiwang/station'
import { COMMUNITY, FAR_COMMUNITY, OTHER_COMMUNITY, type ServicesUnderTest, startServices } from '@yiwang/testing'
import { AreaChangesService } from '../../services/information-network/src/areas/area-changes.service'
import { AreaTreeService } from '../../services/information-network/src/areas/area-tree.service'
import { type AreaTurn, TURN, TURN_MS, takeTurn } from '../../services/information-network/src/areas/area-turn'
import { areaTurnSchema } from '../../services/information-network/src/areas/area-turn.schema'
import { aResident, declareAreas, residents } from '../information-network/start'

const BRIDGE = '320613004000'
const CITY = '320600000000'
const JINSHA = '320612001000'
const TONGZHOU = '320612000000'
const areas = '/api/information-network/areas'
const histories = '/api/information-network/area-histories'
const tickets = '/api/hotline/tickets'
const ticket = { reporter: { name: '钱桂英', phone: '13912345670' }, description: '楼道的灯坏了三天', urgency: 'ordinary' }

describe('areas that change', () => {
  let app: ServicesUnderTest
  beforeAll(async () => {
    app = await startServices(everyService)
    await declareAreas(app)
  })

  const admin = (area = CITY) => app.as('admin', { area })
  const operator = (area: string) => app.as('operator', { area, id: `operator-${area}` })
  const made = async (who: ReturnType<typeof admin>, path: string, body: object) => (await who.post(path, body).expect(201)).body
  const change = (code: string, what: string, body: object) => admin().post(`${areas}/${code}/${what}`, body).expect(201)
  const seen = async (role: Role, area: string, path: string): Promise<string[]> => {
    const { body } = await app
      .as(role, { area, id: `${role}-${area}` })
      .get(path)
      .expect(200)
    return body.items.map((one: { id: string; residentId?: string }) => one.id ?? one.residentId)
  }
  const instances = <T extends object>(type: new (...args: never[]) => T): T[] =>
    app.nest
      .get(DiscoveryService, { strict: false })
      .getProviders()
      .map(({ instance }) => instance)
      .filter((instance) => instance instanceof type)
  /** Every service has its documents in line with the areas. */
  async function redrawn() {
    await app.settled()
    for (const one of instances(RedrawAreas)) await app.get(TimedWork).runAllOf(one)
    await Promise.all(instances(Jobs).map((jobs) => jobs.finish()))
  }

  it('move: the street that a community comes to sees what lies there, and the one that it leaves no longer', async () => {
    const told = await made(operator(CITY), tickets, { ...ticket, areaCode: COMMUNITY })
    const resident = await made(admin(), residents, aResident({ tags: ['elderly'] }))
    const provider = await made(app.as('coordinator'), '/api/home-care/providers', { name: '季春梅', phone: '13962900101', areaCode: COMMUNITY })
    const login = { account: 'worker-here', name: '顾建华', role: 'worker', areaCode: COMMUNITY, password: 'a long password' }
    const account = await made(admin(), '/api/identity/accounts', login)
    const terminal = await made(admin(), '/api/identity/terminals', { account: 'K-1', name: '便民服务亭', areaCode: COMMUNITY })
    const move = { ...aResident(), identityNumber: undefined, tags: undefined, reason: '已搬来居住' }
    const asked = await made(admin(TONGZHOU), '/api/information-network/moves', {
      ...move,
      identityNumber: (await registered()).identityNumber,
      areaCode: FAR_COMMUNITY,
    })
    await app.settled()
    const { body: before } = await operator(BRIDGE).get(`${tickets}/${told.id}`).expect(200)
    const published = app.events().length

    const { body } = await change(COMMUNITY, 'move', { parent: JINSHA })
    expect(body.changes).toMatchObject([{ kind: 'move', state: 'in-force', parent: JINSHA, formerParent: BRIDGE, from: expect.any(String) }])
    await admin().get(`${areas}/${COMMUNITY}`).expect(200, { parent: JINSHA })
    await app.settled()
    // What is new lies there at once.
    const fresh = await made(operator(JINSHA), tickets, { ...ticket, areaCode: COMMUNITY })
    await operator(BRIDGE)
      .post(tickets, { ...ticket, areaCode: COMMUNITY })
      .expect(404)
    await redrawn()

    const lists: [Role, string, string][] = [
      ['operator', tickets, told.id],
      ['admin', `${residents}?limit=100`, resident.id],
      ['coordinator', '/api/home-care/elderly', resident.id],
      ['coordinator', '/api/home-care/providers', provider.id],
      ['admin', '/api/identity/accounts', account.id],
      ['admin', '/api/identity/terminals', terminal.id],
      ['admin', '/api/kiosk/terminals', terminal.id],
      ['admin', '/api/information-network/moves?side=held', asked.id],
    ]
    for (const [role, path, id] of lists) {
      expect([path, await seen(role, JINSHA, path)]).toEqual([path, expect.arrayContaining([id])])
      expect([path, await seen(role, BRIDGE, path)]).toEqual([path, expect.not.arrayContaining([id])])
      expect([path, await seen(role, COMMUNITY, path)]).toEqual([path, expect.arrayContaining([id])])
    }
    await operator(BRIDGE).get(`${tickets}/${told.id}`).expect(404)
    expect(await seen('operator', CITY, `${tickets}?q=楼道的灯&areaCode=${TONGZHOU}`)).toEqual([fresh.id, told.id])

    // Whoever had it open goes on as if nothing had happened.
    expect((await operator(JINSHA).get(`${tickets}/${told.id}`).expect(200)).body).toMatchObject({ version: before.version })
    await operator(CITY)
      .post(`${tickets}/${told.id}/dispatch`, { unitId: COMMUNITY }, { 'if-match': `"${before.version}"` })
      .expect(201)
    await app.as('worker').post(`${tickets}/${told.id}/accept`).expect(201)
    const later = app.events().slice(published)
    expect(later.filter(({ subject }) => subject === told.id).map(({ type }) => type)).toEqual([
      'hotline.ticket-dispatched',
      'hotline.ticket-accepted',
    ])
    expect(later.filter(({ type }) => type.startsWith('information-network.resident'))).toEqual([])
    expect(app.published('information-network.area-moved')).toMatchObject([{ code: COMMUNITY, parent: JINSHA, formerParent: BRIDGE }])
  })

  /** Somebody more of the community. */
  async function registered() {
    const wanted = aResident()
    await made(admin(), residents, wanted)
    return wanted
  }

  it('end: what lay there lies in the successor, also what comes late; nothing new can be done there', async () => {
    const told = await made(operator(CITY), tickets, { ...ticket, areaCode: OTHER_COMMUNITY })
    await change(OTHER_COMMUNITY, 'end', { successor: FAR_COMMUNITY, from: '2026-11-01' })
    await redrawn()
    expect(await seen('operator', FAR_COMMUNITY, tickets)).toEqual([told.id])
    expect(await seen('operator', BRIDGE, tickets)).toEqual([])
    const { body } = await admin().get(`${areas}/${OTHER_COMMUNITY}`).expect(200)
    expect(body).toMatchObject({ successor: FAR_COMMUNITY, validTo: '2026-10-31' })
    await operator(CITY)
      .post(tickets, { ...ticket, areaCode: OTHER_COMMUNITY })
      .expect(400, { code: 'unknown-area' })
    const need = { needId: newId(), terminalId: 'terminal-1', areaCode: OTHER_COMMUNITY, reporter: { name: '周敏' }, description: '要人帮忙' }
    await app.deliver('kiosk.need-registered', need)
    expect(await seen('operator', FAR_COMMUNITY, tickets)).toHaveLength(2)
    expect((await admin().get('/api/hotline/parked').expect(200)).body.items).toEqual([])
  })

  it('are renamed, and the committee of a community with it', async () => {
    await change(FAR_COMMUNITY, 'rename', { name: '新东市社区居委会' })
    expect((await admin().get(`${areas}/${COMMUNITY}`).expect(200)).body.path.map(({ name }: { name: string }) => name)).toEqual([
      '通州区',
      '金沙街道',
      '易家桥社区居委会',
    ])
    const { body } = await admin().get(`/api/information-network/units?areaCode=${FAR_COMMUNITY}`).expect(200)
    expect(body.items).toContainEqual(expect.objectContaining({ id: FAR_COMMUNITY, name: '新东市社区居委会' }))
    expect((await admin().get(`${areas}?q=新东市`).expect(200)).body.items).toMatchObject([{ code: FAR_COMMUNITY }])
    expect(app.published('information-network.area-renamed')).toMatchObject([{ code: FAR_COMMUNITY, formerName: '东市社区居委会' }])
  })

  it('change on a day to come, unless somebody withdraws that before', async () => {
    const { body: planned } = await change(FAR_COMMUNITY, 'rename', { name: '东市新社区居委会', from: '2027-01-01' })
    const [, withdrawn] = (await change(FAR_COMMUNITY, 'rename', { name: '不要的名字', from: '2026-12-31' })).body.changes.slice(-2)
    expect(planned.changes.at(-1)).toMatchObject({ state: 'planned', formerName: '新东市社区居委会' })
    const { body } = await admin().post(`${histories}/${FAR_COMMUNITY}/changes/${withdrawn.id}/withdraw`).expect(201)
    expect(body.changes.at(-1)).toMatchObject({ state: 'withdrawn' })
    await admin().post(`${histories}/${FAR_COMMUNITY}/changes/${withdrawn.id}/withdraw`).expect(409, { code: 'illegal-transition' })
    app.clock.set('2027-01-01T00:00:10+08:00')
    await app.sweep(AreaChangesService)
    expect((await admin().get(`${areas}/${FAR_COMMUNITY}`).expect(200)).body.name).toBe('东市新社区居委会')
    const { body: list } = await admin().get(histories).expect(200)
    expect(list.items[0]).toMatchObject({ id: FAR_COMMUNITY, changes: [{ state: 'in-force' }, { state: 'in-force' }, { state: 'withdrawn' }] })
    await admin().get(`${histories}/${FAR_COMMUNITY}`).expect(200, { id: FAR_COMMUNITY })
  })

  it('end into one another at the same moment: one does, and the other hears why it cannot', async () => {
    const [one, other] = ['320613004011', '320613004012']
    const above = [BRIDGE, '320613000000', CITY]
    for (const code of [one, other])
      await app
        .get(AreaTreeService)
        .declare({ code, name: `社区 ${code}`, level: 'community', parent: BRIDGE, ancestors: [code, ...above], placeholder: false })
    const answers = await Promise.all([change(one, 'end', { successor: other }), change(other, 'end', { successor: one })])
    expect(answers.map(({ body }) => body.changes[0].state).sort()).toEqual(['in-force', 'refused'])
    for (const code of [one, other]) expect((await app.get(AreasService).get(code))?.ancestors).toContain(CITY)
  })

  it('wait where another instance is writing areas', async () => {
    const turns = app.collection<AreaTurn>(areaTurnSchema)
    await turns.upsert(TURN, (known) => takeTurn(known, 'another instance', app.clock.now()))
    const { body } = await change(FAR_COMMUNITY, 'rename', { name: '东市后来的社区居委会' })
    expect(body.changes.at(-1)).toMatchObject({ state: 'planned' })
    app.clock.advance(TURN_MS)
    await app.sweep(AreaChangesService)
    expect((await admin().get(`${histories}/${FAR_COMMUNITY}`).expect(200)).body.changes.at(-1)).toMatchObject({ state: 'in-force' })
  })

  it("are changed by the city's own admins alone, once for each request, and not against the rules", async () => {
    const name = { name: '新城社区居委会' }
    await operator(CITY).post(`${areas}/${COMMUNITY}/rename`, name).expect(403)
    for (const path of [`${areas}/${COMMUNITY}/rename`, '/api/hotline/areas/redraw'])
      await admin(TONGZHOU)
        .post(path, path.endsWith('rename') ? name : undefined)
        .expect(403, { code: 'not-allowed' })
    await admin(TONGZHOU).get(histories).expect(403)
    const key = { 'idempotency-key': 'rename-once' }
    const first = (await admin().post(`${areas}/${COMMUNITY}/rename`, name, key).expect(201)).body
    expect((await admin().post(`${areas}/${COMMUNITY}/rename`, name, key).expect(201)).body).toEqual(first)
    await admin().post(`${areas}/${COMMUNITY}/rename`, name).expect(400, { code: 'area-as-it-is' })
    await admin().post(`${areas}/${JINSHA}/end`, {}).expect(409, { code: 'area-needs-successor' })
    await admin().post(`${areas}/${CITY}/end`, {}).expect(409, { code: 'the-city-stays' })
    await admin().post(`${areas}/${JINSHA}/move`, { parent: COMMUNITY }).expect(400, { code: 'area-below-itself' })
    await admin().post(`${areas}/999999999999/rename`, name).expect(404)
    await admin().get(`${histories}/999999999999`).expect(404)
  })

  it('are gone through by hand as well, and whoever looks after jobs sees how far that is', async () => {
    const { body } = await admin().post('/api/hotline/areas/redraw').expect(201)
    await Promise.all(instances(Jobs).map((jobs) => jobs.finish()))
    const { body: job } = await admin().get(`/api/hotline/jobs/${body.id}`).expect(200)
    expect(job).toMatchObject({ kind: 'redraw-areas', state: 'done', done: job.of })
  })
})
