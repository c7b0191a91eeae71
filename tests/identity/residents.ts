import { Messages } from '@yiwang/messages'
import { Recognitions } from '@yiwang/people'
import { type Client, COMMUNITY, type ServicesUnderTest } from '@yiwang/testing'
import { startIdentity, tokenOf } from './staff'

export const own = '/api/identity/residents'
export const PHONE = '13800138000'
export const PIN = '135790'

/** Identity with telephones that a test can look at. */
export async function startWithMessages(): Promise<ServicesUnderTest> {
  process.env.MESSAGES = 'simulator'
  try {
    const app = await startIdentity()
    app.clock.set('2026-12-01T09:00:00+08:00')
    return app
  } finally {
    delete process.env.MESSAGES
  }
}

/** What telephones were sent, the newest first, by the page that shows it. */
export async function messagesOf(app: ServicesUnderTest, phone?: string): Promise<{ to: string; text: string; state: string; why?: string }[]> {
  await app.sweep(Messages)
  const { items } = (await app.as('admin').get('/api/identity/messages?limit=200').expect(200)).body
  return phone ? items.filter(({ to }: { to: string }) => to === phone) : items
}

let addresses = 0
/** Somebody at an address that nobody has come from: open doors count by it. */
export function stranger(app: ServicesUnderTest): Client {
  addresses += 1
  return app.anonymous({ from: `10.0.${addresses >> 8}.${addresses & 255}` })
}

/** A code that was asked for, and what the browser keeps that asked. */
export async function aCode(app: ServicesUnderTest, phone = PHONE): Promise<{ code: string; cookie: string }> {
  // The newest is known by its time.
  app.clock.advance(1)
  const asked = await stranger(app).post(`${own}/codes`, { phone }).expect(201)
  const [{ text }] = await messagesOf(app, phone)
  return { code: /\d{6}/.exec(text)?.[0] as string, cookie: tokenOf(asked) }
}

let made = 0
export const somebody = (given: object = {}) => ({ residentId: `resident-${++made}`, name: '王桂英', areaCode: COMMUNITY, ...given })

/** As the register would have written it. */
export const vouchOf = (app: ServicesUnderTest, who: ReturnType<typeof somebody>, by = 'staff-worker') =>
  app.get(Recognitions).writeVouch({ ...who, by })

/** A card as the counter hands it out. */
export async function aCard(app: ServicesUnderTest, who = somebody(), worker: Client = app.as('worker')) {
  const { body } = await worker.post(`${own}/cards`, { vouch: vouchOf(app, who) }).expect(201)
  return { ...who, code: body.code as string, card: body }
}

export const byCard = (app: ServicesUnderTest, code: string, pin = PIN) => stranger(app).post(`${own}/sessions/card`, { code, pin })
export const refreshOwn = (app: ServicesUnderTest, cookie: string) => stranger(app).post(`${own}/sessions/refresh`, undefined, { cookie })
