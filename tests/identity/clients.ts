import type { ClientTerms } from '@yiwang/auth'
import { CITY, type Client, type ServicesUnderTest } from '@yiwang/testing'
import { anAccount } from './staff'

export const clients = '/api/identity/clients'
const FORM = { 'content-type': 'application/x-www-form-urlencoded' }

/** A program that may record what was brought, as the city's admin lets it in; its secret is in the answer. */
export async function aClient(app: ServicesUnderTest, wanted: object = {}, by: Client = app.as('admin')) {
  const { id: responsibleId } = await anAccount(app, { role: 'clerk' })
  const body = { name: '市12345平台', purpose: '转来诉求', responsibleId, areaCode: CITY, scopes: ['tickets.record'], perMinute: 60, ...wanted }
  const made = (await by.post(clients, body).expect(201)).body
  return made as { id: string; secret: string; secrets: { id: string; usedAt?: string; until?: string }[]; version: number }
}

export const encoded = (fields: Record<string, string>) => new URLSearchParams(fields).toString()

/** Asks for a token as RFC 6749 says, the client in the form unless a header says who it is. */
export const askToken = (app: ServicesUnderTest, fields: Record<string, string>, { from, ...headers }: Record<string, string> = {}) =>
  app.anonymous({ from }).post(`${clients}/token`, encoded({ grant_type: 'client_credentials', ...fields }), { ...FORM, ...headers })

export const byForm = (app: ServicesUnderTest, { id, secret }: { id: string; secret: string }, more: Record<string, string> = {}, headers = {}) =>
  askToken(app, { client_id: id, client_secret: secret, ...more }, headers)

export const basic = (id: string, secret: string) => ({ authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` })

export const tokenFor = async (app: ServicesUnderTest, client: { id: string; secret: string }, scope?: string): Promise<string> =>
  (await byForm(app, client, scope === undefined ? {} : { scope }).expect(200)).body.access_token

/** What its token holds a program to. */
export const terms = (scopes: string[], more: Partial<ClientTerms> = {}): ClientTerms => ({ scopes, perMinute: 1_200, ...more })
