import type { ServicesUnderTest } from '@yiwang/testing'
import { anAccount, signIn, startIdentity } from './staff'

const MINUTE = 60_000

let app: ServicesUnderTest
beforeAll(async () => {
  app = await startIdentity()
})

describe('guessing passwords', () => {
  it('locks the account for 15 minutes at the fifth; the right one does not open it before', async () => {
    const { account } = await anAccount(app)
    for (let guess = 1; guess <= 5; guess++) await signIn(app, account, `guess ${guess}`).expect(401, { code: 'wrong-credentials' })

    const locked = await signIn(app, account).expect(429, { code: 'account-locked' })
    expect(Number(locked.headers['retry-after'])).toBeGreaterThan(890)
    expect(locked.body.messages.en).toMatch(/in \d+ seconds/)

    app.clock.advance(14 * MINUTE)
    await signIn(app, account).expect(429)
    app.clock.advance(MINUTE)
    await signIn(app, account).expect(201)
  })

  it('counts anew after the right one', async () => {
    const { account } = await anAccount(app)
    for (let round = 1; round <= 2; round++) {
      for (let guess = 1; guess <= 4; guess++) await signIn(app, account, `guess ${guess}`).expect(401)
      await signIn(app, account).expect(201)
    }
  })

  it('counts every guess of many at the same moment', async () => {
    const { account } = await anAccount(app)
    const answers = await Promise.all(Array.from({ length: 20 }, (_, guess) => signIn(app, account, `guess ${guess}`)))
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(5)
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(15)
    await signIn(app, account).expect(429)
  })

  it('is over when an admin gives a new password', async () => {
    const { id, account } = await anAccount(app)
    for (let guess = 1; guess <= 5; guess++) await signIn(app, account, `guess ${guess}`)
    await app.as('admin').patch(`/api/identity/accounts/${id}`, { password: 'quite another one' }).expect(200)
    await signIn(app, account, 'quite another one').expect(201)
  })

  it('is known after a restart', async () => {
    const { account } = await anAccount(app)
    for (let guess = 1; guess <= 5; guess++) await signIn(app, account, `guess ${guess}`)
    await app.restart()
    await signIn(app, account).expect(429)
  })
})

describe('too many requests from one address', () => {
  it('are refused before any password is looked at', async () => {
    let last = 0
    for (let request = 0; request < 130 && last !== 429; request++) last = (await app.anonymous().post('/api/identity/sessions', {})).status
    expect(last).toBe(429)
    await signIn(app, 'anyone').expect(429, { code: 'too-many-requests' })
  })
})
