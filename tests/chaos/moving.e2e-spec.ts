import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { isDeepStrictEqual } from 'node:util'
import { COMMUNITY, openToOthers, StationProcess } from '@yiwang/testing'
import Database from 'libsql'
import mongoose from 'mongoose'
import { contentOf } from './folder-content'

const root = join(__dirname, '..', '..')
const PASSWORD = 'the-old-password'
const TICKETS = 30

const wanted = process.env.TEST_MONGODB_URI && process.env.TEST_KAFKA_BROKERS && process.env.TEST_REDIS_URL
if (!wanted) console.warn('Moving house is SKIPPED: `npm run test:real` starts the servers and runs it.')
const onRealServers = wanted ? describe : describe.skip

onRealServers('moving house', () => {
  const folders = mkdtempSync(join(tmpdir(), 'yiwang-moving-'))
  const folder = join(folders, 'station')
  let servers: ChildProcess
  let environment: Record<string, string>
  let residentId: string
  let original: ReturnType<typeof contentOf>

  beforeAll(async () => {
    // Its own: a move fills topics that have no name but their own.
    servers = spawn(process.execPath, [join(root, 'tests/real/servers.mjs'), 'serve'], { stdio: ['pipe', 'pipe', 'inherit'] })
    const { value } = await createInterface({ input: servers.stdout as never })
      [Symbol.asyncIterator]()
      .next()
    const addresses = JSON.parse(value)

    const station = await StationProcess.on(folder, { DEMO_PASSWORD: PASSWORD, LOG_LEVEL: 'warn' })
    await station.start()
    residentId = await live(station)
    await station.stop()
    environment = {
      MONGODB_URI: addresses.TEST_MONGODB_URI,
      KAFKA_BROKERS: addresses.TEST_KAFKA_BROKERS,
      REDIS_URL: addresses.TEST_REDIS_URL,
      KAFKA_REPLICATION: '1',
      DATA_KEY: readFileSync(join(folder, 'key'), 'utf8').trim(),
      LOG_LEVEL: 'warn',
    }
  }, 600_000)
  afterAll(async () => {
    const ended = once(servers, 'exit')
    servers.stdin?.end()
    await ended
    rmSync(folders, { recursive: true, force: true })
  }, 120_000)

  /** A resident with tickets, some of them dispatched; answers the resident. */
  async function live(station: StationProcess): Promise<string> {
    const ask = await station.signIn('operator', PASSWORD)
    const resident = {
      name: '陈秀英',
      identityNumber: '320699194603120026',
      phone: '13900000017',
      areaCode: COMMUNITY,
      address: '易家桥新村 1 幢 101 室',
    }
    const { id } = (await (await ask('/api/information-network/residents', resident)).json()) as { id: string }
    for (let n = 0; n < TICKETS; n++) {
      const made = await ask('/api/hotline/tickets', ticket(id, `楼道灯坏了，第 ${n} 次`), { 'idempotency-key': `moving-${n}` })
      const { id: ticketId } = (await made.json()) as { id: string }
      if (n % 2) await ask(`/api/hotline/tickets/${ticketId}/dispatch`, { unitId: COMMUNITY })
    }
    return id
  }

  const ticket = (id: string, description: string) => ({
    reporter: { name: '陈秀英', phone: '13900000017', residentId: id },
    areaCode: COMMUNITY,
    description,
    urgency: 'ordinary',
  })

  /** Runs a command of the house; it is killed once it has said `kill`, some milliseconds later. */
  async function run(entry: string, args: string[], { kill = /^$/, later = 0, env = {} as Record<string, string> } = {}) {
    const child = spawn(process.execPath, [join(root, `services/station/dist/${entry}.js`), ...args], {
      env: { ...process.env, ...environment, DATA_DIR: folder, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => {
        output += chunk
        if (kill.test(output)) setTimeout(() => child.kill('SIGKILL'), later)
      })
    const [code] = await once(child, 'close')
    return { code, output }
  }

  /** Killed in each part of its work, then once more to its end. */
  async function runUnderKills(entry: string, args: string[]) {
    const moments: [RegExp, number][] = [
      [/documents/, 0],
      [/hotline.tickets: /, 10],
      [/information-network.units: /, 60],
      [/\n\d+ events/, 0],
      [/checking/, 0],
    ]
    const codes: (number | null)[] = []
    for (const [kill, later] of moments) codes.push((await run(entry, args, { kill, later })).code)
    return { ...(await run(entry, args)), codes }
  }

  it('refuses what cannot be moved, and says why', async () => {
    expect(await run('move', [])).toMatchObject({ code: 1, output: expect.stringContaining('npm run move -- in') })
    expect(await run('move', ['in'], { env: { MONGODB_URI: '', KAFKA_BROKERS: '', REDIS_URL: '' } })).toMatchObject({
      code: 1,
      output: expect.stringContaining('needs the addresses'),
    })
    expect(await run('move', ['in'], { env: { DATA_DIR: join(folders, 'nowhere') } })).toMatchObject({
      code: 1,
      output: expect.stringContaining('there is no station.db'),
    })
    expect(await run('move', ['in'], { env: { DATA_KEY: Buffer.alloc(32, 1).toString('base64') } })).toMatchObject({
      code: 1,
      output: expect.stringContaining('DATA_KEY is another key than'),
    })
    const station = await StationProcess.on(folder)
    await station.start()
    expect(await run('move', ['in'])).toMatchObject({ code: 1, output: expect.stringContaining('another process is using the data folder') })
    await station.stop()
    original = contentOf(folder)

    const connection = await mongoose.createConnection(environment.MONGODB_URI).asPromise()
    const tickets = connection.getClient().db('yiwang').collection<{ _id: string }>('hotline.tickets')
    await tickets.insertOne({ _id: 'of-another-house' })
    expect(await run('move', ['in'])).toMatchObject({
      code: 1,
      output: expect.stringContaining('already holds something else: 1 documents in hotline.tickets'),
    })
    await tickets.deleteOne({ _id: 'of-another-house' })
    await connection.close()
  }, 600_000)

  it('carries a station into the distributed row, however often it is killed, and nothing twice', async () => {
    const { code, output, codes } = await runUnderKills('move', ['in'])
    expect({ code, output }).toMatchObject({
      code: 0,
      output: expect.stringMatching(/is there: \d+ events of \d+ aggregates are as they were written/),
    })
    expect(codes).toContain(null)
    expect(codes).not.toContain(1)
    const again = await run('move', ['in'])
    expect(again).toMatchObject({ code: 0, output: expect.stringMatching(/^This folder was moved in before, and everything is there: /) })
    const events = Object.keys(original.events).length
    expect(again.output).toContain(`: ${events} events of`)
    expect(await run('verify', [])).toMatchObject({ code: 0, output: expect.stringContaining(`${events} events of`) })
  }, 600_000)

  it('and out again: every document, every event, every position and the chain of seals as they were', async () => {
    const out = join(folders, 'out')
    const { code, output, codes } = await runUnderKills('move', ['out', out])
    expect(codes).toContain(null)
    expect({ code, output }).toMatchObject({ code: 0, output: expect.stringMatching(/verything is there/) })
    expect(existsSync(join(out, 'moving'))).toBe(false)
    const moved = contentOf(out)
    expect(Object.keys(moved.documents)).toEqual(Object.keys(original.documents))
    for (const [name, documents] of Object.entries(original.documents)) expect(differences(moved.documents[name], documents)).toEqual([])
    expect(differences(moved.events, original.events)).toEqual([])
    expect(moved.positions).toEqual(original.positions)
    expect(moved.keys).toEqual(original.keys)

    const before = new Database(join(folder, 'station.db'))
    const last = before.prepare('SELECT number, signature FROM seals ORDER BY number DESC LIMIT 1').get([]) as { number: number; signature: string }
    before.close()
    const alone = { MONGODB_URI: '', KAFKA_BROKERS: '', REDIS_URL: '', DATA_DIR: out }
    expect(await run('verify', [String(last.number), last.signature], { env: alone })).toMatchObject({ code: 0 })
    expect(await run('move', ['out', out])).toMatchObject({ code: 0, output: expect.stringContaining('was moved out to') })
  }, 600_000)

  it('then works where it came to: old password, tickets, a new one, the whole timeline, and back as a station', async () => {
    const distributed = await StationProcess.on(folder, environment)
    await distributed.start()
    const tickets = await work(distributed, TICKETS)
    const refused = await run('move', ['out', join(folders, 'too-early')])
    expect(refused).toMatchObject({ code: 1, output: expect.stringContaining('services are running') })
    await distributed.stop()
    expect(await run('verify', [])).toMatchObject({ code: 0 })
    expect(await run('move', ['in'])).toMatchObject({ code: 0, output: expect.stringContaining('was moved in before') })

    const home = join(folders, 'home')
    expect(await run('move', ['out', home])).toMatchObject({ code: 0 })
    expect(openToOthers(home)).toEqual([])
    const station = await StationProcess.on(home, { DATA_KEY: environment.DATA_KEY, LOG_LEVEL: 'warn' })
    await station.start()
    await work(station, tickets)
    await station.stop()
    expect(await station.command('verify')).toMatchObject({ code: 0 })
    const elsewhere = await run('move', ['in'], { env: { DATA_DIR: home } })
    expect(elsewhere).toMatchObject({ code: 1, output: expect.stringContaining('holds a station that was moved in at') })
    expect(Object.keys(contentOf(home).documents['information-network.timeline']).length).toBeGreaterThan(tickets)
  }, 600_000)

  const differences = (some: Record<string, unknown>, others: Record<string, unknown>) =>
    [...new Set([...Object.keys(some), ...Object.keys(others)])].filter((key) => !isDeepStrictEqual(some[key], others[key]))

  /** Looks for everything that was there, and makes one more ticket; answers how many there are. */
  async function work(house: StationProcess, before: number): Promise<number> {
    const ask = await house.signIn('operator', PASSWORD)
    const list = (await (await ask('/api/hotline/tickets?limit=100')).json()) as { items: { description?: string }[] }
    expect(list.items.length).toBeGreaterThan(before)
    const made = await ask('/api/hotline/tickets', ticket(residentId, '搬家之后的新工单'))
    expect(made.status).toBe(201)
    const admin = await house.signIn('admin', PASSWORD)
    const timeline = async () => {
      const items: unknown[] = []
      for (let after = ''; ; ) {
        const page = (await (await admin(`/api/information-network/residents/${residentId}/timeline?limit=100${after}`)).json()) as {
          items: unknown[]
          next: string | null
        }
        items.push(...page.items)
        if (!page.next) return items.length
        after = `&after=${encodeURIComponent(page.next)}`
      }
    }
    // One item for the resident, for each ticket and for every second one's dispatch.
    const due = 1 + before + TICKETS / 2 + 1
    for (const until = Date.now() + 30_000; Date.now() < until && (await timeline()) < due; ) await new Promise((resolve) => setTimeout(resolve, 100))
    expect(await timeline()).toBe(due)
    return before + 1
  }
})
