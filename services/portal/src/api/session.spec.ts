import { session, whoIs } from './session'

const account = { id: 'a', account: 'operator', name: '周敏', role: 'operator', areaCode: '320600000000' }
const post = { assignment: 'a1', assignments: [{ id: 'a1', role: 'operator', areaCode: '320600000000' }] }
const signedIn = (token: string, more = {}) =>
  new Response(JSON.stringify({ accessToken: token, expiresIn: 900, account, ...post, ...more }), { status: 201 })
const fetches: { path: string; signal?: AbortSignal }[] = []
let answers: (() => Response | Promise<Response>)[] = []

const storage = () => ({ getItem: () => '1', setItem: () => undefined, removeItem: () => undefined })
const replaced = { localStorage: storage(), sessionStorage: storage(), navigator: {} }
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
