import { session, whoIs } from './session'

const account = { id: 'a', account: 'operator', name: '周敏', role: 'operator', areaCode: '320600000000' }
const post = { assignment: 'a1', assignments: [{ id: 'a1', role: 'operator', areaCode: '320600000000' }] }
const signedIn = (token: string, more = {}) =>
  new Response(JSON.stringify({ accessToken: token, expiresIn: 900, account, ...post, ...more }), { status: 201 })
const fetches: { path: string; signal?: AbortSignal }[] = []
let answers: (() => Response | Promise<Response>)[] = []

/** Another tab of the same browser. */
const otherTab = { told: [] as object[], tell: (_: object): void => undefined }
class Channel {
  constructor() {
    otherTab.tell = (data) => this.onmessage?.({ data })
  }
  onmessage?: (event: { data: object }) => void
  postMessage = (news: object) => void otherTab.told.push(news)
}

const storage = () => ({ getItem: () => '1', setItem: () => undefined, removeItem: () => undefined })
const replaced = { localStorage: storage(), sessionStorage: storage(), navigator: {}, BroadcastChannel: Channel }
for (const [name, value] of Object.entries(replaced)) Object.defineProperty(globalThis, name, { value, configurable: true })

beforeEach(() => {
  jest.useFakeTimers()
  fetches.length = 0
  globalThis.fetch = (path, options) => {
    fetches.push({ path: String(path), signal: options?.signal ?? undefined })
    return Promise.resolve().then(() => (answers.shift() ?? (() => signedIn('more')))())
  }
})
afterEach(() => jest.useRealTimers())

const broken = () => Promise.reject(new TypeError('the line broke'))
const half = () => new Response('{"accessToken":"ha', { status: 201 })

describe('the session of a page', () => {
  it('asks once however many calls of the page found their token too old', async () => {
    answers = [() => signedIn('first')]
    expect(await Promise.all([session.renew(), session.renew(), session.renew()])).toEqual([true, true, true])
    expect(fetches).toHaveLength(1)
    expect(session.token()).toBe('first')
  })

  it.each([
    ['was lost', broken],
    ['came as a half', half],
    ['was a 503', () => new Response('', { status: 503 })],
  ])('stays signed in where the answer %s, and asks again while the service still gives the same', async (_, answer) => {
    answers = [() => signedIn('before'), answer, () => signedIn('after')]
    await session.renew()
    expect(await session.renew()).toBe(false)
    expect(session.get()).toEqual({ stage: 'in', account, ...post })
    await jest.advanceTimersByTimeAsync(10_000)
    expect(session.token()).toBe('after')
  })

  it('gives up waiting for an answer while there is time to ask again', async () => {
    jest.useRealTimers()
    const timeout = jest.spyOn(AbortSignal, 'timeout')
    await session.renew()
    expect(timeout.mock.calls[0]?.[0]).toBeLessThan(15_000)
    expect(fetches[0]?.signal).toBeDefined()
  })

  it('is another’s where somebody works by another of their assignments, and stays as it is where that is refused', async () => {
    await session.renew()
    const before = whoIs(session.get())
    answers = [() => new Response('{"code":"not-found"}', { status: 404, headers: { 'content-type': 'application/problem+json' } })]
    await expect(session.changeOver('a2')).rejects.toMatchObject({ status: 404 })
    expect(whoIs(session.get())).toBe(before)
    answers = [() => signedIn('other', { assignment: 'a2' })]
    await session.changeOver('a2')
    expect(fetches.at(-1)?.path).toBe('/api/identity/sessions/assignment')
    expect([session.token(), whoIs(session.get())]).toEqual(['other', 'a a2'])
  })

  it('is over where the service says so', async () => {
    answers = [() => signedIn('before'), () => new Response('', { status: 401 })]
    await session.renew()
    await session.renew()
    expect(session.get()).toEqual({ stage: 'expired', account, ...post })
    expect(session.token()).toBeUndefined()
  })
})

describe('signing in', () => {
  const refusal = (body: object, status = 401) => new Response(JSON.stringify(body), { status })

  it('asks for a second step where there is one, and goes on with its ticket', async () => {
    answers = [() => refusal({ code: 'second-factor-needed', ticket: 'the ticket' }), () => signedIn('in')]
    expect(await session.signIn('operator', 'right')).toBe('the ticket')
    await session.signInByCode('the ticket', '123456')
    expect(fetches.at(-1)?.path).toBe('/api/identity/sessions/second-factor')
    expect(session.get()).toMatchObject({ stage: 'in', account })
  })

  it('tells what the service says of a wrong password', async () => {
    answers = [() => refusal({ code: 'wrong-credentials' })]
    await expect(session.signIn('operator', 'wrong')).rejects.toMatchObject({ status: 401, code: 'wrong-credentials' })
  })
})

describe('tabs of one browser', () => {
  beforeEach(async () => {
    answers = [() => signedIn('in')]
    await session.resume()
    await session.renew()
    otherTab.told.length = 0
  })

  it('are left together', async () => {
    answers = [() => new Response(null, { status: 204 })]
    await session.signOut()
    expect(otherTab.told).toEqual([{ what: 'out', account: 'a' }])
    expect(fetches.at(-1)?.path).toBe('/api/identity/sessions/current')
  })

  it.each(['out', 'idle'] as const)('hear of one that is left (%s), and ask nothing', async (what) => {
    const asked = fetches.length
    otherTab.tell({ what, account: 'someone-else' })
    expect(session.get().stage).toBe('in')
    otherTab.tell({ what, account: 'a' })
    expect(session.get()).toEqual({ stage: 'out', idle: what === 'idle' })
    expect(session.token()).toBeUndefined()
    expect(fetches).toHaveLength(asked)
  })

  it('are left for good: what was under way signs nobody in again', async () => {
    let answer = (_: Response): void => undefined
    answers = [() => new Promise((resolve) => (answer = resolve)), () => new Response(null, { status: 204 })]
    const late = session.renew()
    await session.signOut()
    answer(signedIn('late'))
    expect(await late).toBe(false)
    expect(session.get()).toEqual({ stage: 'out', idle: false })
    expect(session.token()).toBeUndefined()
  })

  it('go on together where somebody signed in again at one of them', async () => {
    answers = [() => new Response('', { status: 401 }), () => signedIn('again')]
    await session.renew()
    expect(session.get().stage).toBe('expired')
    otherTab.tell({ what: 'in', account: 'a' })
    await jest.advanceTimersByTimeAsync(1)
    expect([session.get().stage, session.token()]).toEqual(['in', 'again'])
  })

  it('go on as whoever signed in at one of them', async () => {
    const other = { ...account, id: 'b' }
    answers = [() => new Response(JSON.stringify({ accessToken: 'b', expiresIn: 900, account: other }), { status: 201 })]
    otherTab.tell({ what: 'in', account: 'b' })
    expect(session.get().stage).toBe('out')
    await session.renew()
    expect(session.get()).toMatchObject({ stage: 'in', account: other })
  })
})
