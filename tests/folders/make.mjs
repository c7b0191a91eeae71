// Makes a small data folder as a built version leaves one, and writes down what its doors answer: `node tests/folders/make.mjs <name> [<root of that version>]`.
// How it is used, and what a folder holds: README.md.
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants } from 'node:zlib'
import { readAll } from './read-all.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const [name, root = join(here, '..', '..')] = process.argv.slice(2)
if (!name) throw new Error('say what the folder is called: node tests/folders/make.mjs <date>-<commit> [<root of a built version>]')
// One terminal takes down more in a minute than people at a screen can.
process.env.KIOSK_BUDGETS = 'measuring'
const require = createRequire(join(resolve(root), 'package.json'))
require('reflect-metadata')
const { Clock, DomainError, dayOf } = require('@yiwang/domain')
const { EventConsumer } = require('@yiwang/messaging')
const { createApp, openLog, openStation, TimedWork } = require('@yiwang/platform')
const { everyService } = require('@yiwang/station')
const moves = join(resolve(root), 'services/information-network/dist/moves')
const { moveStates } = require(join(moves, 'move.js'))
const { MovesService } = require(join(moves, 'moves.service.js'))

const PASSWORD = 'the folders of tests'
/** What the admin sets: good for one sign-in. */
const GIVEN = 'until they have their own'
const COMMUNITY = '320613004006'
const NORTH = '320613004001'
const RENAMED = '320613004002'
const ENDED = '320613004003'
const CITY = '320600000000'

// The demo city is read as two streets, a placeholder, and one community each of another street and of another district: all 2,000 areas would be most of the folder.
const KEPT = /^\s*(#|320600000000|3206130{6}|320613004|320613003(000|001)|320613401(000|498)|3206120{6}|320612001(000|001))/
const readFileSync = fs.readFileSync
fs.readFileSync = (path, ...rest) => {
  const text = readFileSync(path, ...rest)
  return String(path).endsWith('nantong-320600.txt')
    ? text
        .split('\n')
        .filter((line) => KEPT.test(line))
        .join('\n')
    : text
}

/** A second later at each request. */
class FolderClock extends Clock {
  constructor(at) {
    super()
    this.at = Date.parse(at)
  }

  now() {
    return new Date(this.at)
  }
}

/** The version's station on a folder, without a port. */
async function open(directory, clock) {
  const house = openStation({ DATA_DIR: directory }, clock)
  const collections = []
  const { collection } = house.store
  house.store.collection = (...of) => {
    const made = collection.apply(house.store, of)
    collections.push({ name: `${of[0]}.${of[1]}`, made })
    return made
  }
  const app = await createApp({ services: everyService, house, clock, log: openLog(process.env.LOG ?? 'fatal'), retryDelays: [1] })
  await house.check()
  await app.startAllMicroservices()
  await app.init()
  await app.getHttpAdapter().getInstance().ready()

  const settled = () => app.get(EventConsumer).settled()
  const send = async (method, url, { token, body, cookie, type } = {}) => {
    clock.at += 1000
    const headers = { ...(token && { authorization: `Bearer ${token}` }), ...(cookie && { cookie }), ...(type && { 'content-type': type }) }
    const { statusCode, payload, headers: answered } = await app.inject({ method, url, headers, ...(body && { payload: body }) })
    await settled()
    return { status: statusCode, body: payload ? JSON.parse(payload) : undefined, cookie: String(answered['set-cookie'] ?? '').split(';')[0] }
  }
  const done = async (method, url, given) => {
    const answer = await send(method, url, given)
    if (answer.status >= 300) throw new Error(`${method} ${url}: ${answer.status} ${JSON.stringify(answer.body)}`)
    return answer
  }
  return {
    app,
    now: () => clock.now(),
    settled,
    send,
    done,
    async signIn(account, password = PASSWORD) {
      const { body, cookie } = await done('POST', '/api/identity/sessions', { body: { account, password } })
      const token = body.accessToken
      return {
        cookie,
        get: async (url) => (await done('GET', url, { token })).body,
        post: async (url, sent = {}) => (await done('POST', url, { token, body: sent })).body,
        patch: async (url, sent) => (await done('PATCH', url, { token, body: sent })).body,
        put: async (url, sent) => (await done('PUT', url, { token, body: sent })).body,
        send: (method, url, sent) => send(method, url, { token, body: sent }),
        sendFile: (url, content) => {
          const body = `--x\r\nContent-Disposition: form-data; name="file"; filename="file.csv"\r\n\r\n${content}\r\n--x--\r\n`
          return send('POST', url, { token, body, type: 'multipart/form-data; boundary=x' })
        },
      }
    },
    /** While a collection's method fails. */
    async failing(of, method, error, work) {
      const broken = collections.filter((one) => one.name === of)
      for (const { made } of broken)
        made[method] = async () => {
          throw error
        }
      await work()
      for (const { made } of broken) delete made[method]
    },
    async close({ seal }) {
      await app.close()
      if (seal) await house.seal(Object.keys(everyService), clock.now())
      await house.close()
    },
  }
}

const until = async (ask, right) => {
  for (let tries = 0; tries < 500; tries++, await new Promise((resolve) => setTimeout(resolve, 10))) if (right(await ask())) return
  throw new Error('it never came')
}
const [hotline, care, network, identity, kiosk] = ['hotline', 'home-care', 'information-network', 'identity', 'kiosk'].map(
  (service) => `/api/${service}`,
)

/** The demo city, who else works there, and a request to move that nobody answers. */
async function begin(station) {
  await station.app.get(TimedWork).loadDemo(PASSWORD)
  const admin = await station.signIn('admin')
  const account = async (account, name, role, areaCode, more) => {
    const made = await admin.post(`${identity}/accounts`, { account, name, role, areaCode, password: GIVEN, ...more })
    await (await station.signIn(account, GIVEN)).put(`${identity}/me/password`, { current: GIVEN, password: PASSWORD })
    return made
  }
  await account('worker-north', '朱建国', 'worker', NORTH)
  const water = await account('water', '钱志远', 'worker', CITY, { unitId: `${CITY}-water` })
  await account('provider-2', '孙秀梅', 'provider', COMMUNITY)
  const former = await account('former', '吴海涛', 'worker', COMMUNITY)
  await station.signIn('former')
  await admin.patch(`${identity}/accounts/${former.id}`, { disabled: true })
  const terminal = await admin.post(`${identity}/terminals`, { account: 'KIOSK-2', name: '北街便民服务亭', areaCode: NORTH })
  await admin.post(`${identity}/terminals/${terminal.id}/pin`)
  await admin.patch(`${identity}/terminals/${terminal.id}`, { disabled: true })

  // Two roles at one place and one at another; an admin whom nobody could confirm, and an operator who waits for one of the two.
  await admin.post(`${identity}/accounts/${water.id}/assignments`, { role: 'liaison', areaCode: CITY, unitId: `${CITY}-water` })
  await admin.post(`${identity}/accounts/${water.id}/assignments`, { role: 'clerk', areaCode: NORTH })
  await account('admin-2', '何志强', 'admin', CITY)
  // Given, and not yet taken up.
  const wanted = { name: '何志芳', role: 'operator', areaCode: CITY, password: GIVEN }
  await admin.post(`${identity}/accounts`, { account: 'operator-2', ...wanted })

  // A program that changes over to another secret, with one scope that waits or stands alone.
  const program = { name: '市12345平台', purpose: '转来诉求', responsibleId: water.id, areaCode: CITY, perMinute: 60, addresses: ['10.20.0.0/16'] }
  const client = await admin.post(`${identity}/clients`, { ...program, scopes: ['tickets.record', 'tickets.read'] })
  await admin.post(`${identity}/clients/${client.id}/secrets`, { formerUntil: dayOf(station.now()) })

  await askToMove(await station.signIn('worker-north'), await station.signIn('worker'), '李德福')
}

/** By a worker of their community, who may be shown them. */
async function find(worker, name) {
  const { items } = await worker.get(`${network}/residents?q=${encodeURIComponent(name)}`)
  const shown = await worker.post(`${network}/residents/${items[0].id}/reveal`, { purpose: 'verify' })
  return { id: items[0].id, ...shown }
}

async function askToMove(north, worker, name) {
  const { identityNumber } = await find(worker, name)
  return north.post(`${network}/moves`, {
    name,
    identityNumber,
    areaCode: NORTH,
    address: '朝晖新村9幢',
    phone: '19900000077',
    reason: '已搬来同住',
  })
}

/** A day at work, half a year later. */
async function work(station) {
  const names = ['admin', 'operator', 'worker', 'coordinator', 'provider', 'worker-north', 'water', 'KIOSK-DEMO-1']
  const people = {}
  for (const account of names) people[account] = await station.signIn(account)
  const histories = await draw(people)
  await register(station, people)
  const imports = await importTable(people)
  await move(station, people)
  await talk(people)
  await referAndVisit(people)
  const taken = await visitKiosk(people)
  await station.send('POST', `${identity}/sessions`, { body: { account: 'worker', password: 'not the password' } })
  await station.done('POST', `${identity}/sessions/refresh`, { cookie: people.operator.cookie })
  await station.done('DELETE', `${identity}/sessions/current`, { cookie: people.coordinator.cookie })
  await people.admin.post(`${identity}/keys`)
  return { password: PASSWORD, cookie: people.worker.cookie, imports, histories, ...taken }
}

/** Communities that are renamed and end, and one that would have been renamed next year. */
async function draw({ admin }) {
  const { status } = await admin.send('POST', `${network}/areas/${RENAMED}/rename`, { name: '城南社区居委会' })
  // Of versions since areas change.
  if (status !== 201) return []
  await admin.post(`${network}/areas/${ENDED}/end`, { successor: RENAMED })
  await admin.post(`${network}/areas/${RENAMED}/rename`, { name: '来年的社区居委会', from: '2027-01-01' })
  const { changes } = await admin.post(`${network}/areas/${RENAMED}/rename`, { name: '不要的社区居委会', from: '2027-02-01' })
  await admin.post(`${network}/area-histories/${RENAMED}/changes/${changes.at(-1).id}/withdraw`)
  return [RENAMED, ENDED]
}

async function register(station, { admin, operator }) {
  const mother = { name: '慕容秋白', identityNumber: '320699194511170018', phone: '19900000088', areaCode: COMMUNITY, address: '秋水里7幢1203室' }
  const { id } = await operator.post(`${network}/residents`, { ...mother, tags: ['elderly', 'living-alone'] })
  await admin.patch(`${network}/residents/${id}`, { phone: '19900000089', tags: ['elderly', 'disabled'] })
  await admin.put(`${network}/calendar/2027`, { off: ['2027-01-01'], worked: [], noticed: false })
  const notice = { title: '停水通知', text: '明日 8 时至 12 时停水。', areaCode: '320613000000' }
  await admin.post(`${network}/notices`, notice)
  await admin.post(`${network}/notices`, { ...notice, title: '义诊', areaCode: COMMUNITY, until: '2027-01-31T00:00:00+08:00' })
  const parked = () => admin.get(`${kiosk}/parked`)
  await station.failing('kiosk.notices', 'upsert', new Error('the board is broken'), async () => {
    await admin.post(`${network}/notices`, { ...notice, title: '停电通知', areaCode: COMMUNITY })
    await until(parked, ({ items }) => items[0]?.state === 'parked')
  })
}

/** A table of residents, of whom one is at fault. */
async function importTable({ worker }) {
  const people = ['欧阳明月,32069919520315001X,19900000090,秋水里8幢301室', '无号,1,19900000091,秋水里8幢302室']
  const { status, body } = await worker.sendFile(`${network}/residents/imports`, `姓名,身份证号,电话,住址\n${people.join('\n')}\n`)
  // Of versions since there is such a door.
  if (status !== 201) return []
  await until(
    () => worker.get(`${network}/residents/imports/${body.id}`),
    ({ state }) => state === 'done',
  )
  return [body.id]
}

async function move(station, { worker, 'worker-north': north }) {
  await askToMove(north, worker, '张秀兰')
  const accepted = await askToMove(north, worker, '陈志强')
  await worker.post(`${network}/moves/${accepted.id}/accept`)
  const refused = await askToMove(north, worker, '王桂英')
  await worker.post(`${network}/moves/${refused.id}/refuse`, { reason: '仍住在本社区' })
  // Of versions since that state: as where the community that asked ended meanwhile.
  if (!moveStates.names.includes('lapsed')) return
  const lapsed = await askToMove(north, worker, '周美华')
  await station.failing('information-network.residents', 'change', new DomainError('unknown-area', { field: 'areaCode' }), () =>
    worker.post(`${network}/moves/${lapsed.id}/accept`),
  )
}

const aTicket = (more) => ({
  reporter: { name: '吴晓燕', phone: '19900000007' },
  areaCode: COMMUNITY,
  description: '楼道灯坏了',
  urgency: 'ordinary',
  ...more,
})

/** The demo city's tickets are in every state but `referred`. */
async function talk({ operator, worker, water }) {
  const record = (more) => operator.post(`${hotline}/tickets`, aTicket(more))
  const step = (who, ticket, action, body) => who.post(`${hotline}/tickets/${ticket.id}/${action}`, body)
  await record({ confidential: true, kind: 'report', description: '举报：地下室堆放电瓶' })
  await record({ urgency: 'critical', occurredAt: '2026-11-24T08:00:00+08:00', place: '易家桥菜场', description: '燃气味很重' })
  await record({ reporter: { name: '无名', phoneWithheld: true }, kind: 'complaint' })
  const closed = await record({ description: '井盖松动' })
  await step(operator, closed, 'dispatch', { unitId: COMMUNITY })
  await step(worker, closed, 'accept')
  await step(worker, closed, 'resolve', { reply: '已换新井盖。' })
  // So often that some of its history lies apart.
  for (let call = 0; call < 70; call++) await step(operator, closed, 'call-back', { reached: false })
  await step(operator, closed, 'call-back', { reached: true, solved: false, note: '又松了' })
  await step(worker, closed, 'resolve', { reply: '已浇筑加固。' })
  await step(operator, closed, 'call-back', { reached: true, solved: true, satisfied: true, rating: 4, note: '谢谢' })
  const pipe = await record({ description: '水管爆了', channel: 'window', urgency: 'urgent' })
  await step(operator, pipe, 'dispatch', { unitId: `${CITY}-water` })
  await step(water, pipe, 'accept')
  await operator.get(`${hotline}/callers?phone=19900000007`)
}

async function referAndVisit({ operator, worker, coordinator, provider }) {
  const { items: accounts } = await coordinator.get(`${care}/provider-accounts`)
  const accountId = accounts.find(({ account }) => account === 'provider-2').id
  await coordinator.post(`${care}/providers`, { name: '孙秀梅', phone: '13962900103', accountId, areaCode: COMMUNITY })
  const { items: providers } = await coordinator.get(`${care}/providers`)
  const providerId = providers.find(({ name }) => name === '季春梅').id

  const mother = await find(worker, '王桂英')
  const refer = async (need) => {
    const beneficiary = { name: '王桂英', phone: mother.phone, residentId: mother.id }
    const { id } = await operator.post(`${hotline}/tickets`, aTicket({ beneficiary, description: need }))
    await operator.post(`${hotline}/tickets/${id}/refer`, { service: 'home-care', need, note: '请先打电话' })
    const { items } = await coordinator.get(`${care}/requests?sort=-createdAt`)
    return items.find(({ source }) => source.id === id)
  }
  const assign = async (need) => {
    const { id } = await refer(need)
    return (await coordinator.post(`${care}/requests/${id}/assign`, { providerId, plannedAt: '2026-11-26T09:00:00+08:00' })).visitId
  }
  const visit = (id, action, body) => provider.post(`${care}/visits/${id}/${action}`, body)
  await refer('助餐')
  await assign('助洁')
  await visit(await assign('助医'), 'start')
  const bath = await assign('助浴')
  await visit(bath, 'start')
  await visit(bath, 'complete', { report: '洗浴一次，血压正常' })
  await visit(await assign('助行'), 'cannot-be-done', { reason: '无人应门' })
}

/** So many needs that the day's block of texts no longer remembers by itself all that it took. */
const NEEDS = 24

async function visitKiosk({ 'KIOSK-DEMO-1': terminal }) {
  await terminal.post(`${kiosk}/heartbeat`, { softwareVersion: '1.4.0' })
  const need = { reporter: { name: '周建国', phone: '19900000006' }, description: '想申请助餐' }
  const stranger = { ...need.reporter, residentId: '01ARZ3NDEKTSV4RRFFQ69G5FAV' }
  const told = [
    { ...need, reporter: stranger },
    { ...need, beneficiary: { name: '周美华', address: '15幢401室' }, place: '登记的住址' },
    ...Array.from({ length: NEEDS }, () => need),
  ]
  const needs = []
  for (const one of told) needs.push((await terminal.post(`${kiosk}/needs`, one)).id)
  const payments = []
  const pay = async (accountNumber, state) => {
    const { id } = await terminal.post(`${kiosk}/payments`, { biller: 'water', accountNumber, amount: 5_000 })
    await until(
      () => terminal.get(`${kiosk}/payments/${id}`),
      (payment) => payment.state === state,
    )
    payments.push({ id, accountNumber })
  }
  await pay('320600-10023', 'settled')
  await pay('320600-9903', 'failed')
  await pay('320600-9901', 'pending')
  return { needs, payments }
}

const MADE = fs.mkdtempSync(join(tmpdir(), 'yiwang-folder-'))
try {
  const directory = join(MADE, 'data')
  fs.mkdirSync(directory)
  // The same for every folder, and known to everybody.
  fs.writeFileSync(join(directory, 'key'), `${createHash('sha256').update('a key for the folders of tests').digest('base64')}\n`)

  const clock = new FolderClock('2026-06-01T09:00:00+08:00')
  const first = await open(directory, clock)
  await begin(first)
  await first.close({ seal: true })
  clock.at = Date.parse('2026-11-25T09:00:00+08:00')
  const second = await open(directory, clock)
  // What is over for so long that nothing is kept of whom it was about; earlier versions kept it.
  await second.app.get(MovesService, { strict: false }).sweep?.()
  const known = await work(second)
  await second.close({ seal: true })

  // What the doors answer is asked of a copy: asking leaves sessions and audits.
  const copy = join(MADE, 'copy')
  fs.cpSync(directory, copy, { recursive: true })
  const at = clock.now().toISOString()
  const third = await open(copy, clock)
  const answers = await readAll(third.send, { ...known, services: Object.keys(everyService) })
  await third.close({ seal: false })

  const kept = join(here, name)
  fs.mkdirSync(kept, { recursive: true })
  // A window that holds the whole file: it is mostly pages that resemble each other.
  const packed = (text) => brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS } })
  fs.writeFileSync(join(kept, 'station.db.br'), packed(readFileSync(join(directory, 'station.db'))))
  fs.writeFileSync(join(kept, 'answers.json.br'), packed(JSON.stringify({ at, password: PASSWORD, cookie: known.cookie, answers })))
  fs.copyFileSync(join(directory, 'key'), join(kept, 'key'))
  const sizes = fs.readdirSync(kept).map((file) => `${file} ${(fs.statSync(join(kept, file)).size / 1000).toFixed(0)} kB`)
  process.stdout.write(`${kept}: ${answers.length} answers; ${sizes.join(', ')}\n`)
} finally {
  fs.rmSync(MADE, { recursive: true, force: true })
}
