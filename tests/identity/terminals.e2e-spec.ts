import { COMMUNITY, FAR_COMMUNITY, type ServicesUnderTest } from '@yiwang/testing'
import type { Account } from '../../services/identity/src/accounts/account'
import { accountSchema } from '../../services/identity/src/accounts/account.schema'
import { anAccount, refresh, signIn, startIdentity, tokenOf } from './staff'

const url = '/api/identity/terminals'

let app: ServicesUnderTest
beforeAll(async () => {
  app = await startIdentity()
})

const register = (account: string, headers = {}, areaCode = COMMUNITY) =>
  app.as('admin').post(url, { account, name: '便民服务亭', areaCode }, headers)

describe('a terminal', () => {
  it('gets a secret that is shown once, signs in with it, and the others hear where it stands', async () => {
    const { body } = await register('KIOSK-1').expect(201, { account: 'KIOSK-1', name: '便民服务亭', areaCode: COMMUNITY, disabled: false })
    expect(body.secret).toMatch(/^[\w-]{43}$/)

    const session = await signIn(app, 'KIOSK-1', body.secret).expect(201, { account: { id: body.id, role: 'terminal', areaCode: COMMUNITY } })
    await app.bearing(session.body.accessToken).get(url).expect(403)

    const listed = await app.as('admin').get(url).expect(200)
    expect(listed.text).toContain('KIOSK-1')
    expect(listed.text).not.toContain('secret')
    await app.settled()
    expect(app.published('identity.terminal-registered')).toEqual([
      { terminalId: body.id, account: 'KIOSK-1', name: '便民服务亭', areaCode: COMMUNITY },
    ])
  })

  it('registered again under the same Idempotency-Key is the same terminal, and no secret or PIN is told again', async () => {
    const key = { 'idempotency-key': 'terminal-2' }
    const [one, two] = [await register('KIOSK-2', key).expect(201), await register('KIOSK-2', key).expect(201)]
    const { secret, pin: _, ...rest } = one.body
    expect(two.body).toEqual(rest)
    await signIn(app, 'KIOSK-2', secret).expect(201)

    await register('KIOSK-2B', key).expect(422)
    expect(app.published('identity.terminal-registered').filter(({ account }) => account.startsWith('KIOSK-2'))).toHaveLength(1)
  })

  it('takes a new secret where the old one was lost: the old one and its sessions end', async () => {
    const { body } = await register('KIOSK-3').expect(201)
    const session = await signIn(app, 'KIOSK-3', body.secret).expect(201)

    app.clock.advance(1000)
    const renewed = await app.as('admin').post(`${url}/${body.id}/secret`).expect(201, { id: body.id })
    expect(renewed.body.secret).not.toBe(body.secret)
    await signIn(app, 'KIOSK-3', body.secret).expect(401)
    await refresh(app, tokenOf(session)).expect(401)
    await signIn(app, 'KIOSK-3', renewed.body.secret).expect(201)
  })

  describe('is signed out on its screen', () => {
    const check = (token: string, pin: unknown) => app.bearing(token).post(`${url}/current/check-pin`, { pin })
    const other = (pin: string) => (pin === '000000' ? '111111' : '000000')

    it('by whoever knows its PIN, which was shown once', async () => {
      const { body } = await register('KIOSK-6').expect(201, { hasPin: true, pin: expect.stringMatching(/^\d{6}$/) })
      const token = (await signIn(app, 'KIOSK-6', body.secret)).body.accessToken
      expect(JSON.stringify((await app.as('admin').get(url)).body.items.at(-1))).not.toContain('"pin"')
      await check(token, body.pin).expect(204)
      await check(token, other(body.pin)).expect(403, { code: 'wrong-pin', errors: [{ field: 'pin' }] })
      for (const wrong of ['12345', '１２３４５６', 'abcdef', 123456, null]) await check(token, wrong).expect(400, { errors: [{ field: 'pin' }] })
      await app.as('admin').post(`${url}/current/check-pin`, { pin: body.pin }).expect(403)

      const renewed = (await app.as('admin').post(`${url}/${body.id}/pin`).expect(201)).body
      await check(token, renewed.pin).expect(204)
      if (renewed.pin !== body.pin) await check(token, body.pin).expect(403)
      await app.as('admin', { area: FAR_COMMUNITY }).post(`${url}/${body.id}/pin`).expect(404)
    })

    it('by a PIN that an admin makes later, where it was registered before there were any', async () => {
      const { body } = await register('KIOSK-8').expect(201)
      await app.collection<Account>(accountSchema).change(body.id, () => ({ set: { pinHash: undefined } }))
      const token = (await signIn(app, 'KIOSK-8', body.secret)).body.accessToken
      const listed = async () => (await app.as('admin').get(`${url}?limit=200`)).body.items.find(({ id }: { id: string }) => id === body.id)
      expect(await listed()).toMatchObject({ hasPin: false })
      await check(token, body.pin).expect(409, { code: 'no-pin' })
      const { pin } = (await app.as('admin').post(`${url}/${body.id}/pin`).expect(201, { hasPin: true })).body
      await check(token, pin).expect(204)
      expect(await listed()).toMatchObject({ hasPin: true })
    })

    it('not by trying: five wrong ones in a row, also at the same moment, and nothing is answered for a quarter of an hour', async () => {
      const { body } = await register('KIOSK-7').expect(201)
      const token = (await signIn(app, 'KIOSK-7', body.secret)).body.accessToken
      const tries = await Promise.all(Array.from({ length: 8 }, async () => (await check(token, other(body.pin))).status))
      expect(tries.filter((status) => status === 403)).toHaveLength(5)
      expect((await check(token, body.pin).expect(429, { code: 'pin-locked' })).headers['retry-after']).toBe('900')
      // Whoever forgot it asks an admin.
      await check(token, (await app.as('admin').post(`${url}/${body.id}/pin`)).body.pin).expect(204)
    })
  })

  it('that was lost is disabled', async () => {
    const { body } = await register('KIOSK-4').expect(201)
    await app.as('admin').patch(`${url}/${body.id}`, { disabled: true }).expect(200, { disabled: true })
    await signIn(app, 'KIOSK-4', body.secret).expect(403, { code: 'account-disabled' })
  })

  it('is none of another area’s admin’s, and no member of staff', async () => {
    const { body } = await register('KIOSK-5', {}, FAR_COMMUNITY).expect(201)
    const worker = await anAccount(app, { account: 'not-a-terminal' })
    const chongchuan = app.as('admin', { area: '320613000000' })

    await chongchuan.patch(`${url}/${body.id}`, { disabled: true }).expect(404)
    await chongchuan.post(`${url}/${body.id}/secret`).expect(404)
    await app.as('admin').patch(`/api/identity/accounts/${body.id}`, { password: 'taken over!' }).expect(404)
    await app.as('admin').post(`${url}/${worker.id}/secret`).expect(404)
    expect((await app.as('admin').get('/api/identity/accounts')).text).not.toContain('KIOSK')
    expect((await app.as('admin').get(url)).text).not.toContain('not-a-terminal')
  })
})
