import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import { DiscoveryService } from '@nestjs/core'
import { StationEvidence, verifyFolder } from '@yiwang/operations'
import { Vault } from '@yiwang/persistence'
import { TimedWork } from '@yiwang/platform'
import { everyService } from '@yiwang/station'
import { type Client, ServicesUnderTest } from '@yiwang/testing'
import type { Ticket } from '../../services/hotline/src/tickets/ticket'

// How a folder was made, and what it holds: tests/folders/README.md.
const root = join(__dirname, '..', 'folders')
const folders = readdirSync(root, { withFileTypes: true }).flatMap((one) => (one.isDirectory() ? [one.name] : []))

interface Answered {
  as: string
  method: 'GET' | 'POST'
  url: string
  sent?: object
  status: number
  // biome-ignore lint/suspicious/noExplicitAny: whatever the version answered
  body: any
}
const DAY = 86_400_000

describe.each(folders)('the data folder of the version %s', (name) => {
  const unpacked = (file: string) => brotliDecompressSync(readFileSync(join(root, name, `${file}.br`)))
  const dataKey = Buffer.from(readFileSync(join(root, name, 'key'), 'utf8'), 'base64')
  const { at, password, cookie, answers }: { at: string; password: string; cookie: string; answers: Answered[] } = JSON.parse(
    String(unpacked('answers.json')),
  )
  const directory = mkdtempSync(join(tmpdir(), 'yiwang-'))
  writeFileSync(join(directory, 'station.db'), unpacked('station.db'))
  const app = new ServicesUnderTest(everyService, { directory, dataKey })
  const people: Record<string, Client> = {}

  const verified = () => verifyFolder(directory, new Vault(dataKey))
  const start = async () => {
    await app.start()
    await app.store.ready()
    // What a newer version tells at its first start has been heard.
    await app.settled()
  }
  async function signIn() {
    for (const account of new Set(answers.map(({ as }) => as).filter((as) => as !== 'anyone'))) {
      const { body } = await app.anonymous().post('/api/identity/sessions', { account, password }).expect(201)
      people[account] = app.bearing(body.accessToken)
    }
  }
  async function kept() {
    const all = (await app.store.resealables()).map(async ({ shape, read }) => (await read('', 10_000)).map((one) => ({ shape, ...one })))
    return (await Promise.all(all)).flat()
  }
  /** Every document by its name and version. */
  const stored = async () => (await kept()).map(({ shape, record, version }) => `${shape.name}/${record._id} ${version}`)
  /** Masks show less than they did, and they come off for fewer; who reported on somebody is shown to the hotline alone (docs/decisions/0046-who-may-be-shown-whom.md). */
  const asMasked = (shown: Answered['body']): Answered['body'] => {
    if (Array.isArray(shown)) return shown.map(asMasked)
    if (shown && typeof shown === 'object') {
      const { allowedActions, ...rest } = shown
      const fields = Object.entries(rest).map(([name, one]) => [name, name === 'reporter' && rest.kind === 'report' ? {} : asMasked(one)])
      const actions = allowedActions && { allowedActions: expect.arrayContaining(allowedActions.filter((one: string) => one !== 'reveal')) }
      return { ...Object.fromEntries(fields), ...actions }
    }
    const [, phone, identityNumber, address] = /^\d{3}\*{4}\d(\d{3}(?:-\*+)?)$|^\d{6}\*{8}..(..)$|^([^*]*\*{4})$/.exec(String(shown)) ?? []
    const matching = (pattern: string) => expect.stringMatching(new RegExp(`^${pattern}$`))
    if (phone) return matching(`\\*+${phone.replace(/\*/g, '\\*')}`)
    if (identityNumber) return matching(`\\d{6}\\*{10}${identityNumber}`)
    return address ? matching(`[^*]{0,6}\\*{4}`) : shown
  }

  /**
   * What is meant to differ: who reported in confidence is no longer found by their telephone (docs/decisions/0036-keys-to-ones-own-rooms.md), and who is calling is shown
   * masked, with what is not over or not for long (docs/decisions/0047-searches-that-tell-nothing.md). An account has a version more since it is written down that its
   * owner came.
   */
  function asMeant(url: string, body: Answered['body']): Answered['body'] {
    const byPhone = '/api/hotline/tickets?q=1990'
    const found: Pick<Ticket, 'id' | 'number' | 'state' | 'closedAt'>[] = (listed(byPhone) ?? []).filter(
      ({ confidential }: Pick<Ticket, 'confidential'>) => !confidential,
    )
    if (url.startsWith(byPhone)) return { ...body, items: found }
    if (url.startsWith('/api/identity/accounts')) return { ...body, items: body.items.map(({ version: _, ...one }: { version: number }) => one) }
    if (!url.startsWith('/api/hotline/callers?')) return body
    const lately = new Date(at).getTime() - 7 * 24 * 3600_000
    const open = found.filter(({ closedAt }) => !closedAt || new Date(closedAt).getTime() > lately)
    const people = body.people.map((one: { name: string }) => ({ ...one, name: one.name[0] + '*'.repeat(one.name.length - 1) }))
    return { ...body, people, tickets: open.slice(0, 10).map(({ id, number, state }) => ({ id, number, state })) }
  }
  /** What a list answered to the version that made it. */
  const listed = (url: string) => answers.find((one) => one.url.startsWith(url))?.body.items
  const stateOf = async (who: string, url: string) => (await people[who].get(url).expect(200)).body.state

  beforeAll(async () => {
    app.clock.set(at)
  })
  afterAll(() => app.close())

  it('is as it was written', async () => {
    const verdict = await verified()
    expect(verdict).toMatchObject({ seals: 2 })
    expect(verdict.fault).toBeUndefined()
  })

  it('opens, and every document is one that today’s schema could have stored', async () => {
    await start()
    const faults = (await kept()).flatMap(({ shape, record, version }) => {
      try {
        shape.toRecord(shape.toDocument<{ id: string }>(record, version), record._, version)
        return []
      } catch (error) {
        return [`${shape.name}: ${error} ${JSON.stringify((error as { details?: object }).details)}`]
      }
    })
    expect([...new Set(faults)]).toEqual([])
  })

  it('takes nothing once more that was taken', async () => {
    // Numbers are drawn in advance, and what was set aside is tried: nothing comes of either.
    const versions = async () => (await stored()).filter((one) => !/^hotline\.counters|^kiosk\.set-aside/.test(one))
    const before = await versions()
    expect(before.length).toBeGreaterThan(400)
    await app.redeliverAll()
    expect(await versions()).toEqual(before)
  })

  it('lets in who worked there, and goes on with their sessions', async () => {
    await app.anonymous().post('/api/identity/sessions/refresh', undefined, { cookie }).expect(201)
    await signIn()
  })

  it('answers at every door what it answered', async () => {
    expect(answers.length).toBeGreaterThan(200)
    for (const { as, method, url, sent, status, body: answered } of answers) {
      // Whom whoever asks is shown whole today is asked below.
      if (url.endsWith('/reveal')) continue
      const body = asMasked(asMeant(url, answered))
      const answer = await (people[as] ?? app.anonymous()).send(method, url, sent)
      expect({ as, url, status: answer.status, body: answer.body }).toMatchObject({ as, url, status, body })
    }
  })

  it('shows whole whom it showed, to those who have to do with them', async () => {
    const granted: Record<string, boolean[]> = {}
    for (const { as, url, body } of answers.filter(({ url }) => url.endsWith('/reveal'))) {
      const { body: thing } = await people[as].get(url.replace('/reveal', '')).expect(200)
      const isGranted = thing.allowedActions.includes('reveal')
      const answer = await people[as].post(url, { purpose: 'verify' })
      expect({ url, status: answer.status, body: answer.body }).toMatchObject(
        isGranted ? { url, status: 201, body } : { url, status: 403, body: { code: 'reveal-not-granted' } },
      )
      const [, , , things] = url.split('/')
      granted[things] = [...(granted[things] ?? []), isGranted]
    }
    expect(Object.keys(granted).sort()).toEqual(['residents', 'tickets', 'visits'])
    for (const [things, all] of Object.entries(granted)) if (things !== 'residents') expect(all).toContain(true)
  })

  it('goes on with what was begun', async () => {
    const { operator, worker, provider, admin, 'KIOSK-DEMO-1': terminal } = people
    const received = listed('/api/hotline/tickets').find(({ state }: { state: string }) => state === 'received')
    const ticket = `/api/hotline/tickets/${received.id}`
    await operator.post(`${ticket}/dispatch`, { unitId: received.areaCode }).expect(201, { state: 'dispatched' })
    await worker.post(`${ticket}/accept`).expect(201, { state: 'handling' })
    await worker.post(`${ticket}/resolve`, { reply: '已修好' }).expect(201, { state: 'resolved' })

    const started = listed('/api/home-care/visits').find(({ state }: { state: string }) => state === 'in-service')
    await provider.post(`/api/home-care/visits/${started.id}/complete`, { report: '已陪诊' }).expect(201, { state: 'completed' })
    const asked = answers.find(({ as, url }) => as === 'worker' && url.includes('side=held'))?.body.items
    const move = asked.find(({ state }: { state: string }) => state === 'asked')
    await worker.post(`/api/information-network/moves/${move.id}/accept`).expect(201, { state: 'accepted' })
    await app.settled()
    const { requestId } = started
    expect(await stateOf('coordinator', `/api/home-care/requests/${requestId}`)).toBe('done')

    const [parked] = listed('/api/kiosk/parked')
    const titles = async () => (await terminal.get('/api/kiosk/notices').expect(200)).body.items.map(({ title }: { title: string }) => title)
    expect(await titles()).not.toContain('停电通知')
    await admin.post(`/api/kiosk/parked/${parked.id}/replay`).expect(201, { state: 'clear' })
    expect(await titles()).toContain('停电通知')
  })

  it('does its timed work', async () => {
    const work = async () => {
      const providers = app.get(DiscoveryService).getProviders()
      for (const { instance } of providers) if (instance) await app.get(TimedWork).runAllOf(instance)
      await app.settled()
    }
    const pending = answers.find(({ url, body }) => url.startsWith('/api/kiosk/payments/') && body.state === 'pending') as Answered
    app.clock.advance(60_000)
    await work()
    expect(await stateOf(pending.as, pending.url)).toBe('settled')

    app.clock.advance(200 * DAY)
    await work()
    expect((await stored()).filter((one) => /^identity\.(sessions|attempts)|^hotline\.awaited/.test(one))).toEqual([])
    await signIn()
    const { items } = (await people.operator.get('/api/information-network/moves?side=asked').expect(200)).body
    expect(items.length).toBeGreaterThan(2)
    for (const move of items) expect(move).toMatchObject({ clearedAt: expect.any(String), state: expect.not.stringMatching('asked') })
  })

  it('opens a second time, and is whole', async () => {
    await new StationEvidence(app.store.file, app.store.vault).seal(app.clock.now())
    await app.restart()
    const reporter = { name: '吴晓燕', phone: '19900000007' }
    const ticket = { reporter, areaCode: '320613004006', description: '楼道灯又坏了', urgency: 'ordinary' }
    const { body } = await people.operator.post('/api/hotline/tickets', ticket).expect(201)
    expect(await stateOf('operator', `/api/hotline/tickets/${body.id}`)).toBe('received')
    for (const service of Object.keys(everyService)) await people.admin.get(`/api/${service}/parked`).expect(200, { items: [] })
    const verdict = await verified()
    expect(verdict.seals).toBeGreaterThan(2)
    expect(verdict.fault).toBeUndefined()
  })
})
