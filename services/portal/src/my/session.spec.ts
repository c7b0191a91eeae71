const resident = { id: 'r', name: '王桂英', areaCode: '320613004006' }
const signedIn = (token: string, who: object = resident) =>
  new Response(JSON.stringify({ accessToken: token, expiresIn: 900, resident: who }), { status: 201 })

/** Another tab of the same browser. */
const otherTab = { told: [] as object[], tell: (_: object): void => undefined }
class Channel {
  constructor() {
    otherTab.tell = (data) => this.onmessage?.({ data })
  }
  onmessage?: (event: { data: object }) => void
  postMessage = (news: object) => void otherTab.told.push(news)
}

const fetches: string[] = []
let answers: (() => Response | Promise<Response>)[] = []
const signs: Record<string, () => void> = {}
const replaced = {
  localStorage: { getItem: () => null, setItem: () => undefined, removeItem: () => undefined },
  navigator: {},
  BroadcastChannel: Channel,
  addEventListener: (sign: string, listener: () => void) => Object.assign(signs, { [sign]: listener }),
}
for (const [name, value] of Object.entries(replaced)) Object.defineProperty(globalThis, name, { value, configurable: true })

const { mySession } = require('./session') as typeof import('./session')
const { sendAs } = require('../api/send') as typeof import('../api/send')

beforeEach(async () => {
  jest.useFakeTimers()
  globalThis.fetch = (path, { method } = {}) => {
    fetches.push(`${method} ${path}`)
    return Promise.resolve().then(() => (answers.shift() ?? (() => signedIn('more')))())
  }
  answers = [() => signedIn('in')]
  await mySession.resume()
  await mySession.byCard('code', '135790')
  fetches.length = 0
  otherTab.told.length = 0
})
afterEach(() => jest.useRealTimers())

/** An answer that comes when the test says so. */
function aLateAnswer() {
  let come = (_: Response): void => undefined
  answers = [() => new Promise((resolve) => (come = resolve))]
  return { come: (response: Response) => come(response) }
}

describe('a resident’s session', () => {
  it('is not taken up again by an answer that comes after they left', async () => {
    const late = aLateAnswer()
    const asked = mySession.renew()
    await jest.advanceTimersByTimeAsync(0)
    answers = [() => new Response(null, { status: 204 })]
    await mySession.signOut()
    late.come(signedIn('late'))
    expect(await asked).toBe(false)
    expect([mySession.get().stage, mySession.token()]).toEqual(['out', undefined])
  })

  it('is theirs who signed in last: an answer of before is nobody’s, and no cookie of before comes after theirs', async () => {
    const late = aLateAnswer()
    const asked = mySession.renew()
    await jest.advanceTimersByTimeAsync(0)
    otherTab.tell({ what: 'out', resident: 'r' })
    const other = { ...resident, id: 's' }
    const entering = mySession.byCard('another code', '135790')
    answers = [() => signedIn('theirs', other)]
    await jest.advanceTimersByTimeAsync(0)
    expect(fetches).toEqual(['POST /api/identity/residents/sessions/refresh'])
    late.come(signedIn('late'))
    await asked
    await entering
    expect([mySession.get(), mySession.token()]).toEqual([{ stage: 'in', resident: other }, 'theirs'])
  })

  it('is left in every tab', async () => {
    await mySession.signOut()
    expect(otherTab.told).toEqual([{ what: 'out', resident: 'r' }])
    expect(fetches).toEqual(['DELETE /api/identity/residents/sessions/current'])
  })

  it('ends where another tab says so, and asks nothing; what is told of somebody else is not', () => {
    otherTab.tell({ what: 'out', resident: 'somebody-else' })
    expect(mySession.get().stage).toBe('in')
    otherTab.tell({ what: 'out', resident: 'r' })
    expect([mySession.get().stage, mySession.token()]).toEqual(['out', undefined])
    expect(fetches).toEqual([])
  })

  it('goes on as whoever came in at another tab', async () => {
    const other = { ...resident, id: 's' }
    answers = [() => signedIn('theirs', other)]
    otherTab.tell({ what: 'in', resident: 's' })
    expect(mySession.get().stage).toBe('out')
    await mySession.renew()
    expect(mySession.get()).toEqual({ stage: 'in', resident: other })
  })

  it('is left to run out where nobody touched any tab, and not while somebody is at another one', async () => {
    jest.setSystemTime(Date.now() + 26 * 60_000)
    otherTab.tell({ what: 'alive' })
    await jest.advanceTimersByTimeAsync(900_000)
    expect(fetches).toEqual(['POST /api/identity/residents/sessions/refresh'])
    jest.setSystemTime(Date.now() + 26 * 60_000)
    await jest.advanceTimersByTimeAsync(900_000)
    expect(fetches.at(-1)).toBe('DELETE /api/identity/residents/sessions/current')
    expect(mySession.get().stage).toBe('out')
  })

  it('tells other tabs that somebody is there, now and then', () => {
    jest.setSystemTime(Date.now() + 60_000)
    signs.keydown?.()
    signs.keydown?.()
    expect(otherTab.told).toEqual([{ what: 'alive' }])
  })

  it('stays where the line broke, and asks again', async () => {
    answers = [() => Promise.reject(new TypeError('the line broke')), () => signedIn('after')]
    expect(await mySession.renew()).toBe(false)
    expect(mySession.get().stage).toBe('in')
    await jest.advanceTimersByTimeAsync(5_000)
    expect(mySession.token()).toBe('after')
  })

  describe('that acts for another', () => {
    const acting = { proxyId: 'p', name: '王秀英', relation: 'mother', may: ['see'], until: '2027-06-30T15:59:59.000Z' }
    const actingFor = (token: string) => new Response(JSON.stringify({ accessToken: token, expiresIn: 900, resident, acting }), { status: 201 })
    const chosen = async () => {
      answers = [() => actingFor('hers')]
      await mySession.act('p')
    }

    it('was chosen at this window, which says so to the others and goes on at once', async () => {
      await chosen()
      expect(mySession.get()).toEqual({ stage: 'in', resident, acting })
      expect(otherTab.told).toEqual([{ what: 'in', resident: 'r', acting: 'p' }])
      await mySession.act()
      expect([mySession.get(), otherTab.told.at(-1)]).toEqual([
        { stage: 'in', resident },
        { what: 'in', resident: 'r', acting: undefined },
      ])
    })

    it('was chosen at another window: this one says so first, and what is told again changes nothing', async () => {
      answers = [() => actingFor('hers')]
      otherTab.tell({ what: 'in', resident: 'r', acting: 'p' })
      await mySession.renew()
      expect(mySession.get()).toEqual({ stage: 'in', resident, acting, unread: true })
      mySession.read()
      expect(mySession.get()).toEqual({ stage: 'in', resident, acting, unread: undefined })
      fetches.length = 0
      otherTab.tell({ what: 'in', resident: 'r', acting: 'p' })
      expect(fetches).toEqual([])
    })

    it('does so no more where that has ended meanwhile, and says so', async () => {
      await chosen()
      await mySession.renew()
      expect(mySession.get()).toEqual({ stage: 'in', resident, unread: true })
    })

    it('sends nothing for another that was written for oneself', async () => {
      const sent: string[] = []
      const send = sendAs(mySession)
      answers = [() => new Response(null, { status: 401 }), () => actingFor('hers'), () => new Response(null, { status: 201 })]
      const asked = globalThis.fetch
      globalThis.fetch = (request, given) => {
        if (request instanceof Request) sent.push(String(request.headers.get('authorization')))
        return asked(request, given)
      }
      const answer = await send(new Request('http://localhost/api/x', { method: 'POST' }))
      expect([answer.status, sent]).toEqual([401, ['Bearer in']])
    })
  })
})
