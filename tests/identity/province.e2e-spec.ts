import { Recognitions } from '@yiwang/people'
import { CITY, type ServicesUnderTest } from '@yiwang/testing'
import { own, somebody, stranger } from './residents'
import { cookieOf, startIdentity } from './staff'

const MINUTE = 60_000
const here = 'http://127.0.0.1:1/my'
const settings = { RESIDENT_OIDC_SIMULATOR: '0', RESIDENT_OIDC_REDIRECT: here }

let app: ServicesUnderTest
beforeAll(async () => {
  Object.assign(process.env, settings)
  try {
    app = await startIdentity()
  } finally {
    for (const name of Object.keys(settings)) delete process.env[name]
  }
})

/** As a browser leaves: the province's page, and what it keeps meanwhile. */
async function leave() {
  const answer = await stranger(app).post(`${own}/province`).expect(201)
  return { url: new URL(answer.body.url), cookie: cookieOf(answer).split(';')[0], set: cookieOf(answer) }
}

/** At the province's page somebody chooses who they are; what stands behind the ? of where they are sent. */
async function choose(url: URL, name: string): Promise<string> {
  const page = await (await fetch(url)).text()
  const href = [...page.matchAll(/<a href="([^"]+)">([^<]+)</g)].find(([, , text]) => text.startsWith(name))?.[1] as string
  const { headers } = await fetch(new URL(href.replaceAll('&amp;', '&'), url), { redirect: 'manual' })
  const back = new URL(headers.get('location') as string)
  expect(back.origin + back.pathname).toBe(here)
  return back.search.slice(1)
}

const comeBack = (query: string, cookie: string) => stranger(app).post(`${own}/province/return`, { query }, { cookie })

describe('by the province’s sign-in', () => {
  it('somebody is whom the province names, by number and name, for the register to recognise', async () => {
    await app.anonymous().get(`${own}/ways`).expect(200, { province: true })
    const { url, cookie, set } = await leave()
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      scope: 'openid profile',
      redirect_uri: here,
    })
    expect(set).toContain('Path=/api/identity/residents/province')
    expect(set).toContain('HttpOnly')
    const back = await comeBack(await choose(url, '王桂英'), cookie).expect(201)
    const { body } = back
    const notes = app.get(Recognitions)
    const proof = notes.readProof(body.proof)
    expect(proof).toEqual({ id: expect.stringMatching(/^[\w-]{24}$/), identityNumber: '320699194203150023', name: '王桂英' })
    expect(body.proof).not.toContain('320699')
    const recognition = notes.writeRecognition({ proofId: proof.id, ...somebody() })
    await stranger(app).post(`${own}/sessions`, { recognition }).expect(410, { code: 'note-over' })
    const arrived = /yiwang_arrival=[\w-]{43}/.exec(cookieOf(back))?.[0] as string
    await stranger(app).post(`${own}/sessions`, { recognition }, { cookie: arrived }).expect(201)
  })

  it('who comes back twice, late, or in another browser comes in by nothing', async () => {
    const one = await leave()
    const query = await choose(one.url, '周建国')
    const other = await leave()
    await comeBack(query, other.cookie).expect(410, { code: 'journey-over' })
    await comeBack(query, '').expect(410, { code: 'journey-over' })
    await comeBack(query, one.cookie).expect(201)
    await comeBack(query, one.cookie).expect(410, { code: 'journey-over' })

    const late = await leave()
    const answer = await choose(late.url, '周建国')
    app.clock.advance(10 * MINUTE)
    await comeBack(answer, late.cookie).expect(410, { code: 'journey-over' })
  })

  it('a code that came to somebody else’s state, was used, or was made up opens nothing', async () => {
    const [victim, thief] = [await leave(), await leave()]
    const code = new URLSearchParams(await choose(victim.url, '王桂英')).get('code') as string
    const state = thief.url.searchParams.get('state') as string
    await comeBack(`code=${code}&state=${state}`, thief.cookie).expect(401, { code: 'province-refused' })
    const made = await leave()
    await comeBack(`code=made-up&state=${made.url.searchParams.get('state')}`, made.cookie).expect(401, { code: 'province-refused' })
  })

  it('who refuses there is told so, and an id token for another nonce is refused', async () => {
    const { url, cookie } = await leave()
    await comeBack(await choose(url, '不同意'), cookie).expect(401, { code: 'province-refused' })
    const other = await leave()
    other.url.searchParams.set('nonce', 'another')
    await comeBack(await choose(other.url, '王桂英'), other.cookie).expect(401, { code: 'province-refused' })
  })

  it('who was not let in stands in the security log, with no number and no name', async () => {
    const { url, cookie } = await leave()
    await comeBack(await choose(url, '不同意'), cookie).expect(401, { code: 'province-refused' })
    const { items } = (await app.as('auditor', { area: CITY }).get('/api/identity/security-log?limit=200').expect(200)).body
    const facts = [
      { name: 'way', value: 'province' },
      { name: 'code', value: 'province-refused' },
    ]
    expect(items).toEqual(expect.arrayContaining([expect.objectContaining({ what: 'sign-in', outcome: 'refused', facts })]))
    expect(JSON.stringify(items)).not.toMatch(/王桂英|320699/)
  })

  it('keeps no state, nonce or verifier that could be read from the store', async () => {
    const { url } = await leave()
    const kept = String(await app.kept())
    for (const name of ['state', 'nonce']) expect(kept).not.toContain(url.searchParams.get(name) as string)
  })

  it('is not offered where it is not connected', async () => {
    await app.restart()
    await app.anonymous().get(`${own}/ways`).expect(200, { province: false })
    await stranger(app).post(`${own}/province`).expect(409, { code: 'province-not-connected' })
  })
})
