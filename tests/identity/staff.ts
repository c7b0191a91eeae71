import { CITY, COMMUNITY, type ServicesUnderTest, startService } from '@yiwang/testing'
import type { Account } from '../../services/identity/src/accounts/account'
import { accountSchema } from '../../services/identity/src/accounts/account.schema'
import { IdentityModule } from '../../services/identity/src/identity.module'

export const PASSWORD = '一个很长的口令 2026'

export async function startIdentity(): Promise<ServicesUnderTest> {
  const app = await startService(IdentityModule)
  await app.knowAreas()
  return app
}

let made = 0

/** A worker of the community, or as said, created by the city's admin; the password is good for one sign-in. */
export async function aGivenAccount(app: ServicesUnderTest, wanted: object = {}) {
  made += 1
  const body = { account: `worker-${made}`, name: '顾建华', role: 'worker', areaCode: COMMUNITY, password: PASSWORD, ...wanted }
  return (await app.as('admin').post('/api/identity/accounts', body).expect(201)).body
}

/** The same, whose password is their own (tests/identity/own-sign-in.e2e-spec.ts goes there by the doors). */
export async function anAccount(app: ServicesUnderTest, wanted: object = {}) {
  const account = await aGivenAccount(app, wanted)
  const set = { passwordGiven: undefined, passwordResetAt: undefined }
  const { version } = await app.collection<Account>(accountSchema).change(account.id, () => ({ set }))
  return { ...account, version }
}

/** An admin by nobody's word but their own, as those are with whom a house begins; and the doors as they are to them. */
export async function aFirstAdmin(app: ServicesUnderTest, account: string, areaCode = CITY) {
  const { id } = await anAccount(app, { account, role: 'admin', areaCode })
  const set = { assignments: [{ id: 'admin', role: 'admin' as const, areaCode }], unconfirmed: undefined }
  await app.collection<Account>(accountSchema).change(id, () => ({ set }))
  return { id, client: app.as('admin', { id, area: areaCode }) }
}

export const signIn = (app: ServicesUnderTest, account: string, password = PASSWORD, from?: string) =>
  app.anonymous({ from }).post('/api/identity/sessions', { account, password })

export const cookieOf = (answer: { headers: Record<string, unknown> }) => String(answer.headers['set-cookie'])
export const tokenOf = (answer: { headers: Record<string, unknown> }) => cookieOf(answer).split(';')[0]

export const refresh = (app: ServicesUnderTest, cookie: string) => app.anonymous().post('/api/identity/sessions/refresh', undefined, { cookie })
