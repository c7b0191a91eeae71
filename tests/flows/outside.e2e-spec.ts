import type { Role } from '@yiwang/auth'
import { services } from '@yiwang/contracts'
import { Store } from '@yiwang/persistence/stores'
import { everyService } from '@yiwang/station'
import { type Answer, ancestorsOf, type Client, COMMUNITY, FAR_COMMUNITY, type ServicesUnderTest, startServices } from '@yiwang/testing'
import type { SecurityAlarm } from '../../libs/platform/src/security/alarm'
import { alarmSchema } from '../../libs/platform/src/security/alarm.schema'
import type { Import } from '../../services/information-network/src/imports/import'
import { importSchema } from '../../services/information-network/src/imports/import.schema'
import { aResident, declareAreas, residents } from '../information-network/start'

const moves = '/api/information-network/moves'
const own = '/api/information-network/own/corrections'
const looks = '/api/information-network/own/looks'
const DISTRICT = '320613000000'
/** Names of fields and parameters that say of which thing or place something is asked. */
const NAMING = ['areaCode', 'parent', 'unitId', 'residentId', 'dwellingId', 'providerId', 'accountId', 'responsibleId']

/** Where a door takes one: in its path (`{id}`), its query (`?areaCode`) or its body (`reporter.residentId`). */
interface Place {
  door: string
  at: string
}

/** What is not kept apart by areas. Whoever adds a door says here why it is not, or what the test needs to knock at it. */
const OPEN: [RegExp, string][] = [
  [/ \/api\/information-network\/areas/, 'how the city is divided is no secret; to change it is for its own admins: a 403 for others'],
  [/ \/api\/information-network\/area-histories/, 'for the city’s own admins: a 403 for others'],
  [/ \/api\/information-network\/calendar/, 'a year is the same for the whole city; to set one is for its own admins: a 403 for others'],
  [/ \/api\/[a-z-]+\/parked/, 'for the city’s own admins: a 403 for others'],
  [/ \/api\/[a-z-]+\/jobs/, 'for the city’s own admins: a 403 for others'],
  [/ \/api\/[a-z-]+\/security-(log|alarms)/, 'for the city’s own auditors: a 403 for others'],
  [/ \/api\/information-network\/(look-doubts|ordered-looks)/, 'for the city’s own auditors: a 403 for others'],
  [/ \/api\/identity\/keys/, 'for the city’s own admins: a 403 for others'],
  [/^POST \/api\/kiosk\/needs .*residentId$/, 'a kiosk knows no residents; the hotline leaves out who is none'],
  [/^GET \/api\/information-network\/erasures \?residentId$/, 'a filter of one’s own list: of whoever is none of it nothing, wherever they are'],
  [/households\/{id}\/leave residentId$/, 'who is none of its members is answered the same wherever they are; a member who moved can still leave it'],
  [/ \/api\/hotline\/public\/tickets\//, 'opened by a code'],
]

const WHO: [RegExp, Role][] = [
  [/\/staff-alarms/, 'admin'],
  [/^\/api\/[a-z-]+\/own\//, 'resident'],
  [/^\/api\/information-network\/corrections/, 'worker'],
  [/\/(accept|return|resolve)$/, 'worker'],
  [/^\/api\/hotline/, 'operator'],
  [/^\/api\/home-care\/visits/, 'provider'],
  [/^\/api\/home-care/, 'coordinator'],
  [/^\/api\/identity\/residents\/proxies\/{id}/, 'resident'],
  [/^\/api\/identity\/residents/, 'worker'],
  [/^\/api\/identity/, 'admin'],
  [/residents\/{id}\/vouch$/, 'worker'],
  [/residents\/{id}\/reveal$/, 'operator'],
  [/dwellings|households|residents\/{id}\/(death|departure|return|name|identity-number)$/, 'worker'],
  [/^\/api\/information-network/, 'admin'],
  [/^\/api\/kiosk\/terminals/, 'admin'],
  [/^\/api\/kiosk/, 'terminal'],
]

const person = { name: '钱桂英', phone: '13912345670' }
const ticket = { reporter: person, areaCode: COMMUNITY, description: '楼道的灯坏了三天', urgency: 'ordinary' }
const account = { account: 'somebody', name: '顾建华', role: 'worker', areaCode: COMMUNITY, password: 'a long password' }
const program = { name: '大屏', purpose: '公告', responsibleId: 'set below', areaCode: COMMUNITY, scopes: ['notices.read'], perMinute: 10 }
const { name, identityNumber, address } = aResident()
const move = { name, identityNumber, address, areaCode: COMMUNITY, reason: '已搬来居住' }
const aHome = { areaCode: COMMUNITY, estate: '易家桥新村', building: '3幢', room: '501室' }
const since = { on: '2020-01-01' }
const soon = new Date(Date.now() + 86_400_000).toISOString()
const purpose = { purpose: '回访' }

const anImport = (areaCode: string): Import => ({
  id: `import-of-${areaCode}`,
  size: 1,
  columns: ['name'],
  areaCode,
  areas: ancestorsOf(areaCode),
  by: { id: 'a', name: 'a', role: 'admin' },
  startedAt: new Date(),
  endedAt: new Date(),
  at: { byte: 1, line: 1 },
  stored: 0,
  known: 0,
  refused: 0,
})

const anAlarm = (areaCode: string): SecurityAlarm => ({
  id: `alarm-of-${areaCode}`,
  at: new Date(),
  rule: 'guessed-account',
  count: 5,
  minutes: 10,
  account: `worker-of-${areaCode}`,
  state: 'open',
  forAdmins: true,
  areaCode,
})

/** What is otherwise right to send. */
const BODIES: Record<string, object> = {
  'POST /api/hotline/tickets': { ...ticket, kind: 'complaint', about: { unitId: COMMUNITY }, beneficiary: { ...person } },
  'POST /api/hotline/callers/search': {},
  'POST /api/hotline/tickets/search': {},
  'POST /api/hotline/tickets/{id}/answer': { reply: '已办' },
  'POST /api/hotline/tickets/{id}/call-back': { reached: false },
  'POST /api/hotline/tickets/{id}/dispatch': { unitId: COMMUNITY },
  'POST /api/hotline/tickets/{id}/refer': { service: 'home-care', need: '助浴' },
  'POST /api/hotline/tickets/{id}/resolve': { reply: '已办' },
  'POST /api/hotline/tickets/{id}/return': { reason: '不归我们' },
  'POST /api/hotline/tickets/{id}/reveal': purpose,
  'POST /api/home-care/providers': { ...person, areaCode: COMMUNITY },
  'PATCH /api/home-care/providers/{id}': { accountId: 'set below' },
  'POST /api/home-care/requests/{id}/assign': { providerId: 'set below', plannedAt: soon },
  'POST /api/home-care/visits/{id}/cannot-be-done': { reason: '无人' },
  'POST /api/home-care/visits/{id}/complete': { report: '已办' },
  'POST /api/home-care/visits/{id}/reveal': purpose,
  'POST /api/identity/accounts': account,
  'PATCH /api/identity/accounts/{id}': { name: '顾大华' },
  'POST /api/identity/accounts/{id}/assignments': { role: 'worker', areaCode: COMMUNITY },
  'POST /api/identity/terminals': { account: 'KIOSK-NEW', name: '便民服务亭', areaCode: COMMUNITY },
  'POST /api/identity/clients': program,
  'PATCH /api/identity/clients/{id}': { responsibleId: 'set below' },
  'PATCH /api/identity/terminals/{id}': { disabled: true },
  'PUT /api/information-network/calendar/{year}': { off: [], worked: [], noticed: false },
  'POST /api/information-network/own/looks/{id}/doubt': { words: '那天没有人来过' },
  'POST /api/information-network/corrections/{id}/accept': { entryVersion: 1 },
  'POST /api/information-network/corrections/{id}/refuse': { reason: '与身份证不符' },
  'POST /api/information-network/corrections/{id}/reveal': purpose,
  'POST /api/information-network/holds': { kind: 'matter', areaCode: COMMUNITY, ground: 'audit', documentNumber: '1', until: '2031-12-31' },
  'POST /api/information-network/holds/{id}/lift': { reason: '已结案' },
  'POST /api/information-network/dwellings': aHome,
  'PATCH /api/information-network/dwellings/{id}': { remarks: '后门' },
  'POST /api/information-network/dwellings/{id}/reveal': purpose,
  'POST /api/information-network/households': { areaCode: COMMUNITY, ...since, people: [] },
  'POST /api/information-network/households/{id}/join': { residentId: 'set below', role: 'child', ...since },
  'POST /api/information-network/households/{id}/leave': { residentId: 'set below', ...since },
  'POST /api/information-network/households/{id}/head': { ...since, roles: [] },
  'POST /api/information-network/households/{id}/split': { ...since, people: [] },
  'POST /api/information-network/residents/{id}/death': since,
  'POST /api/information-network/residents/{id}/departure': since,
  'POST /api/information-network/residents/{id}/return': since,
  'POST /api/information-network/residents/{id}/name': { ...since, name: '王桂芳' },
  'POST /api/information-network/residents/{id}/identity-number': { ...since, identityNumber },
  'POST /api/information-network/moves': move,
  'POST /api/information-network/moves/{id}/refuse': { reason: '仍住在本社区' },
  'POST /api/information-network/notices': { title: '停水', text: '明天停水', areaCode: COMMUNITY },
  'POST /api/information-network/residents': aResident(),
  'POST /api/information-network/residents/search': {},
  'PATCH /api/information-network/residents/{id}': { address: '易家桥 2 号' },
  'POST /api/information-network/residents/{id}/reveal': purpose,
  'POST /api/information-network/residents/{id}/erase': { ground: 'unlawful' },
  'POST /api/information-network/erasures/{id}/refuse': { reason: '仍在办理' },
}

describe('what lies outside the asker’s area', () => {
  let app: ServicesUnderTest
  const places: Place[] = []
  /** Of the other district, by the beginning of the path or the name of the field; `home` where the asker has one, so that nothing else is wrong. */
  const far: Record<string, string> = { areaCode: FAR_COMMUNITY, unitId: FAR_COMMUNITY }
  const home: Record<string, string> = {}

  beforeAll(async () => {
    app = await startServices(everyService)
    await declareAreas(app)
    for (const service of services) {
      const { body: document } = await app.anonymous().get(`/api/${service}/openapi.json`).expect(200)
      for (const [path, methods] of Object.entries(document.paths as Record<string, object>))
        for (const [method, operation] of Object.entries(methods)) places.push(...read(document, `${method.toUpperCase()} ${path}`, operation))
    }
    await fill(far, FAR_COMMUNITY, '320612000000-police')
    await fill(home, COMMUNITY, `${DISTRICT}-police`)
    await app.settled()
  }, 60_000)

  /** One of everything in a place. */
  async function fill(things: Record<string, string>, areaCode: string, unitId: string) {
    const [operator, admin, coordinator] = (['operator', 'admin', 'coordinator'] as const).map((role) => app.as(role))
    const made = async (who: Client, path: string, body?: object) => (await who.post(path, body).expect(201)).body
    const registered = aResident({ areaCode })
    const resident = await made(admin, residents, registered)
    const away = areaCode === COMMUNITY ? FAR_COMMUNITY : COMMUNITY
    const asked = await made(app.as('admin', { area: away }), moves, { ...move, identityNumber: registered.identityNumber, areaCode: away })
    const worker = app.as('worker', { area: areaCode })
    await made(worker, `${residents}/${resident.id}/reveal`, purpose)
    await made(worker, '/api/identity/residents/cards', await made(worker, `${residents}/${resident.id}/vouch`))
    const correction = await made(app.as('resident', { id: resident.id, area: areaCode }), own, { field: 'address', value: '易家桥 3 号' })
    const child = aResident({ areaCode, name: '周丽' })
    await made(admin, residents, child)
    const { presented } = await made(worker, `${residents}/presented`, { identityNumber: child.identityNumber, name: child.name })
    const { vouch } = await made(worker, `${residents}/${resident.id}/vouch`)
    const until = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)
    const proxy = { person: vouch, acting: presented, relation: 'mother', may: ['see'], until }
    const { id: proxyId } = await made(worker, '/api/identity/residents/proxies/recorded', proxy)
    const dwelling = await made(worker, '/api/information-network/dwellings', { ...aHome, areaCode })
    const people = [{ residentId: resident.id, role: 'head' }]
    const household = await made(worker, '/api/information-network/households', { areaCode, on: '2015-01-01', people })
    const told = await made(operator, '/api/hotline/tickets', { ...ticket, areaCode })
    await made(operator, `/api/hotline/tickets/${told.id}/refer`, { service: 'home-care', need: '助浴' })
    const provider = await made(coordinator, '/api/home-care/providers', { ...person, areaCode })
    await app.settled()
    const request = (await coordinator.get(`/api/home-care/requests?areaCode=${areaCode}`).expect(200)).body.items[0]
    const open = await made(operator, '/api/hotline/tickets', { ...ticket, areaCode })
    await made(operator, `/api/hotline/tickets/${open.id}/refer`, { service: 'home-care', need: '助浴' })
    const { visitId } = await made(coordinator, `/api/home-care/requests/${request.id}/assign`, { providerId: provider.id, plannedAt: soon })
    await app.settled()
    const requests = (await coordinator.get(`/api/home-care/requests?state=requested&areaCode=${areaCode}`).expect(200)).body.items
    const terminal = app.as('terminal', { id: `terminal-of-${areaCode}`, area: areaCode })
    const accounts = '/api/identity/accounts'
    const responsible = await made(admin, accounts, { ...account, account: `responsible-of-${areaCode}`, areaCode })
    const login = { ...account, account: `provider-of-${areaCode}`, role: 'provider', areaCode }
    for (const service of services) {
      const alarms = app.get(Store).collection<SecurityAlarm>(service, 'security-alarms', alarmSchema)
      things[`/api/${service}/staff-alarms`] = (await alarms.insert({ set: anAlarm(areaCode) })).id
    }
    Object.assign(things, {
      residentId: resident.id,
      providerId: provider.id,
      accountId: (await made(admin, accounts, login)).id,
      unitId,
      [residents]: resident.id,
      [moves]: asked.id,
      [own]: correction.id,
      [looks]: (await app.as('resident', { id: resident.id }).get(looks).expect(200)).body.items[0].id,
      dwellingId: dwelling.id,
      '/api/information-network/dwellings': dwelling.id,
      '/api/information-network/households': household.id,
      '/api/information-network/corrections': correction.id,
      '/api/information-network/erasures': (await made(admin, `${residents}/${resident.id}/erase`, { ground: 'unlawful' })).id,
      '/api/information-network/holds': (
        await made(admin, '/api/information-network/holds', { residentId: resident.id, ground: 'audit', documentNumber: '1', until: '2031-12-31' })
      ).id,
      [`${residents}/imports`]: (
        await app
          .get(Store)
          .collection<Import>('information-network', 'imports', importSchema)
          .insert({ set: anImport(areaCode) })
      ).id,
      '/api/home-care/providers': provider.id,
      '/api/hotline/tickets': open.id,
      '/api/home-care/requests': requests[0].id,
      '/api/home-care/visits': visitId,
      responsibleId: responsible.id,
      '/api/identity/clients': (await made(admin, '/api/identity/clients', { ...program, responsibleId: responsible.id, areaCode })).id,
      [accounts]: (await made(admin, accounts, { ...account, account: `one-of-${areaCode}`, areaCode })).id,
      '/api/identity/residents': resident.id,
      '/api/identity/residents/proxies': proxyId,
      '/api/identity/terminals': (await made(admin, '/api/identity/terminals', { account: `K-${areaCode}`, name: '亭', areaCode })).id,
      '/api/kiosk/needs': (await made(terminal, '/api/kiosk/needs', { reporter: person, description: '要人帮忙' })).id,
      '/api/kiosk/payments': (await made(terminal, '/api/kiosk/payments', { biller: 'water', accountNumber: `1${areaCode.slice(5)}`, amount: 100 }))
        .id,
    })
  }

  // biome-ignore lint/suspicious/noExplicitAny: an OpenAPI document as it comes
  function read(document: any, door: string, operation: any): Place[] {
    // biome-ignore lint/suspicious/noExplicitAny: the same
    const fields = (schema: any, above = ''): string[] => {
      const { properties = {} } = schema?.$ref ? document.components.schemas[schema.$ref.split('/').at(-1)] : (schema ?? {})
      return Object.entries(properties).flatMap(([name, one]: [string, unknown]) => [
        ...(NAMING.includes(name) ? [above + name] : []),
        // biome-ignore lint/suspicious/noExplicitAny: the same
        ...fields((one as any).$ref ? one : (one as any).allOf?.[0], `${above + name}.`),
      ])
    }
    const parameters: { in: string; name: string }[] = operation.parameters ?? []
    return [
      ...parameters.filter((one) => one.in === 'path').map(({ name }) => `{${name}}`),
      ...parameters.filter((one) => one.in === 'query' && NAMING.includes(one.name)).map(({ name }) => `?${name}`),
      ...fields(operation.requestBody?.content?.['application/json']?.schema),
    ].map((at) => ({ door, at }))
  }

  const firstOf = <T>(table: [RegExp, T][], text: string): T | undefined => table.find(([pattern]) => pattern.test(text))?.[1]
  const nameOf = (at: string) => at.replace(/[{}?]/g, '').split('.').at(-1) as string
  const thingsAt = (things: Record<string, string>, { door, at }: Place): string | undefined =>
    at.startsWith('{') ? things[door.split(' ')[1].split('/{')[0]] : things[nameOf(at)]

  function askerOf(path: string): Client {
    const role = firstOf(WHO, path)
    if (!role) throw new Error(`who may knock at ${path}?`)
    if (role === 'resident') return app.as(role, { id: home.residentId })
    return app.as(role, { area: role === 'worker' || role === 'terminal' ? COMMUNITY : DISTRICT })
  }

  /** The same request but for the one value in question. */
  async function knock({ door, at }: Place, value: string): Promise<Answer> {
    const [method, path] = door.split(' ')
    let url = path.replace(/{(\w+)}/, (whole) => (whole === at ? value : (thingsAt(home, { door, at: whole }) ?? 'none')))
    let body = BODIES[door] && structuredClone(BODIES[door])
    for (const name of ['providerId', 'accountId', 'responsibleId', 'residentId']) if (body && name in body) body = { ...body, [name]: home[name] }
    if (at.startsWith('?')) url += `${at}=${value}`.replace('?', url.includes('?') ? '&' : '?')
    else if (!at.startsWith('{')) {
      if (!body) throw new Error(`what is right to send to ${door}?`)
      const way = at.split('.')
      const last = way.pop() as string
      ;(way.reduce((inner, key) => (inner as Record<string, object>)[key], body) as Record<string, unknown>)[last] = value
    }
    return askerOf(path).send(method as 'GET', url, body)
  }

  it('is answered like what is nowhere: 404, naming the field, at every door', async () => {
    // A payment is settled meanwhile.
    const stored = () => app.events().filter(({ source }) => !source.startsWith('/kiosk/')).length
    const before = stored()
    const kept = places.filter(({ door, at }) => !firstOf(OPEN, `${door} ${at}`))
    expect(kept.length).toBeGreaterThan(35)

    const faults = await Promise.all(
      kept.map(async (place) => {
        const elsewhere = thingsAt(far, place)
        if (!elsewhere) return `${place.door}: what of elsewhere is ${place.at}?`
        const nowhere =
          nameOf(place.at) === 'areaCode' ? '999999999999' : nameOf(place.at) === 'unitId' ? '999999999999-police' : '01ARZ3NDEKTSV4RRFFQ69G5FAV'
        const answers = await Promise.all([knock(place, elsewhere), knock(place, nowhere)])
        const [there, none] = answers.map(({ status, body }) => JSON.stringify({ status, ...body, correlation: undefined }))
        const field = place.at.startsWith('{') ? undefined : place.at.replace('?', '')
        const { status, body } = answers[0]
        const isRight = status === 404 && body.code === 'not-found' && body.errors?.[0].field === field && there === none
        return isRight ? undefined : `${place.door} ${place.at}\n  elsewhere: ${there}\n  nowhere:   ${none}`
      }),
    )
    expect(faults.filter(Boolean).join('\n')).toBe('')
    expect(stored()).toBe(before)
  }, 60_000)

  it('is the same also where areas do not part it, and where a 403 says so', async () => {
    const open = places.filter(({ door, at }) => / .*(parked|jobs|keys)|^PUT .*calendar/.test(door) && at.startsWith('{'))
    for (const place of open) {
      const answer = await knock(place, '01ARZ3NDEKTSV4RRFFQ69G5FAV')
      expect([place.door, answer.status]).toEqual([place.door, 403])
    }
  })
})
