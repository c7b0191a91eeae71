import { CITY, COMMUNITY, type ServicesUnderTest } from '@yiwang/testing'
import { refresh, signIn, startIdentity, tokenOf } from './staff'

let app: ServicesUnderTest
beforeAll(async () => {
  app = await startIdentity()
})

const everyone = [
  ['operator', CITY],
  ['coordinator', CITY],
  ['admin', CITY],
  ['worker', COMMUNITY],
  ['provider', COMMUNITY],
  ['KIOSK-DEMO-1', COMMUNITY],
]

describe('the demo city', () => {
  it('lets everyone in with the demo password', async () => {
    await app.loadDemo('the first password')
    for (const [account, areaCode] of everyone) {
      const role = account === 'KIOSK-DEMO-1' ? 'terminal' : account
      await signIn(app, account, 'the first password').expect(201, {
        account: { account, role, areaCode, name: expect.stringMatching(/\p{Script=Han}/u) },
      })
    }
    const terminal = await signIn(app, 'KIOSK-DEMO-1', 'the first password')
    await app.bearing(terminal.body.accessToken).post('/api/identity/terminals/current/check-pin', { pin: '246810' }).expect(204)
    await app.settled()
    expect(app.published('identity.terminal-registered')).toMatchObject([{ account: 'KIOSK-DEMO-1', areaCode: COMMUNITY }])
  })

  it('is there once, however often it is loaded, and open sessions go on', async () => {
    const session = await signIn(app, 'operator', 'the first password')
    const before = await app.as('admin').get('/api/identity/accounts').expect(200)
    await app.loadDemo('the first password')
    await app.loadDemo('the first password')
    const after = await app.as('admin').get('/api/identity/accounts').expect(200)

    expect(after.body).toEqual(before.body)
    expect(app.published('identity.terminal-registered')).toHaveLength(1)
    await refresh(app, tokenOf(session)).expect(201)
  })

  it('follows the setting when it changes', async () => {
    await app.loadDemo('the second password')
    for (const [account] of everyone) {
      await signIn(app, account, 'the first password').expect(401)
      await signIn(app, account, 'the second password').expect(201)
    }
  })

  it('is loaded once by instances that start at the same time', async () => {
    const both = await startIdentity()
    await Promise.all([both.loadDemo('demo password'), both.loadDemo('demo password')])
    for (const [account] of everyone) await signIn(both, account, 'demo password').expect(201)
    await both.settled()
    expect(both.published('identity.terminal-registered')).toHaveLength(1)
  })

  it('never takes over an account of the same name that is not its own', async () => {
    const real = await startIdentity()
    const body = { account: 'operator', name: '周敏', role: 'operator', areaCode: CITY, password: 'a real password' }
    await real.as('admin').post('/api/identity/accounts', body).expect(201)
    await real.loadDemo('demo password')
    await signIn(real, 'operator', 'demo password').expect(401)
    await signIn(real, 'operator', 'a real password').expect(201)
  })
})
