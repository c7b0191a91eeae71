import type { AddressInfo } from 'node:net'
import { EndedSessionsNews } from '@yiwang/platform'
import { CITY, onDistributedRow, ServicesUnderTest } from '@yiwang/testing'
import { HotlineModule } from '../../services/hotline/src'
import { anAccount, signIn, startIdentity } from '../identity/staff'

const tickets = '/api/hotline/tickets'
/** Shows people whole. */
const callers = '/api/hotline/callers?phone=13800138000'

/** Identity and the hotline as processes of their own: what one of them knows, the other hears, or asks for. */
describe('whoever is shut out at identity', () => {
  let identity: ServicesUnderTest
  let hotline: ServicesUnderTest
  let origin: string

  beforeAll(async () => {
    identity = await startIdentity()
    await identity.nest.listen(0, '127.0.0.1')
    const identityUrl = addressOf(identity)
    const shared = onDistributedRow ? { directory: identity.directory, dataKey: identity.dataKey } : {}
    hotline = await new ServicesUnderTest({ hotline: HotlineModule }, { ...shared, identityUrl }).start()
    await hotline.nest.listen(0, '127.0.0.1')
    origin = addressOf(hotline)
  })
  afterAll(() => (onDistributedRow ? hotline.stop() : hotline.close()))

  const addressOf = (app: ServicesUnderTest) => `http://127.0.0.1:${(app.nest.getHttpServer().address() as AddressInfo).port}`

  async function anOperator(account: string) {
    const { id } = await anAccount(identity, { account, role: 'operator', areaCode: CITY })
    const { accessToken } = (await signIn(identity, account).expect(201)).body
    return {
      id,
      accessToken,
      at: hotline.bearing(accessToken),
      shut: () => identity.as('admin').patch(`/api/identity/accounts/${id}`, { disabled: true }),
    }
  }

  /** Between two processes on one Redis news take a moment; without one, what is asked is asked of identity. */
  async function isShutOut(ask: () => PromiseLike<{ status: number }>): Promise<void> {
    if (!onDistributedRow) await hotline.sweep(EndedSessionsNews)
    while ((await ask()).status !== 401) {
      if (!onDistributedRow) throw new Error('the door was open')
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  }

  it('is shut out at every door of another service while the token in hand would still be good', async () => {
    const [mine, theirs] = [await anOperator('mine'), await anOperator('theirs')]
    for (const { at } of [mine, theirs]) await at.get(tickets).expect(200)
    await mine.shut().expect(200)
    await isShutOut(() => mine.at.get(tickets))
    await mine.at.get(callers).expect(401, { code: 'not-signed-in' })
    await theirs.at.get(tickets).expect(200)
    await theirs.at.get(callers).expect(200)
  })

  it('hears nothing more on a stream that is open', async () => {
    const { accessToken, at, shut } = await anOperator('listening')
    const stream = await fetch(`${origin}${tickets}/stream`, { headers: { authorization: `Bearer ${accessToken}` } })
    const reader = stream.body?.getReader() as ReadableStreamDefaultReader
    expect((await reader.read()).done).toBe(false)
    await shut().expect(200)
    await isShutOut(() => at.get(tickets))
    // The heartbeat, on which a stream would look at its token, is 15 seconds away.
    for (let ended = false; !ended; ) ended = (await reader.read()).done
  })

  if (!onDistributedRow)
    it('is shut out at doors that show people whole though nobody told of it; where identity is away, those are shut to all', async () => {
      const [mine, theirs] = [await anOperator('untold'), await anOperator('others')]
      for (const { at } of [mine, theirs]) await at.get(callers).expect(200)
      await mine.shut().expect(200)
      await mine.at.get(callers).expect(401, { code: 'not-signed-in' })
      await identity.nest.getHttpServer().close()
      await identity.nest.getHttpServer().closeAllConnections()
      const { headers } = await theirs.at.get(callers).expect(503, { code: 'sessions-unknown' })
      expect(headers['retry-after']).toBe('1')
      await theirs.at.get(tickets).expect(200)
    })
})
