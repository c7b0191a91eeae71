import { bookOf } from '@yiwang/ledger/rules'
import { type ServicesUnderTest, startService } from '@yiwang/testing'
import { SimulatedWater } from '../../services/kiosk/src/billers/water.biller'
import { KioskModule } from '../../services/kiosk/src/kiosk.module'
import { PaymentsSettlement } from '../../services/kiosk/src/payments/payments.settlement'
import { aTerminal } from './terminals'

const payments = '/api/kiosk/payments'

describe('a payment at the kiosk', () => {
  let app: ServicesUnderTest
  beforeAll(async () => {
    app = await startService(KioskModule)
  })
  const terminal = () => aTerminal(app)
  const pay = (accountNumber: string, amount: unknown = 5_000, headers?: Record<string, string>) =>
    terminal().post(payments, { biller: 'water', accountNumber, amount }, headers)
  const payment = async (id: string) => (await terminal().get(`${payments}/${id}`).expect(200)).body
  const owed = async (accountNumber: string) =>
    (await terminal().get(`/api/kiosk/bills?biller=water&accountNumber=${accountNumber}`).expect(200)).body.owed
  const finish = () => app.get(PaymentsSettlement).finish()

  it('is taken at once, settled soon, and owed no more', async () => {
    const before = await owed('10023456')
    expect(await owed('10023456')).toBe(before)
    expect(await owed(encodeURIComponent('１００２ 3456'))).toBe(before)
    const { body } = await pay('10023456', 2_000).expect(201)
    expect(body).toEqual({
      id: expect.any(String),
      state: 'pending',
      biller: 'water',
      accountNumber: '****3456',
      amount: 2_000,
      createdAt: expect.any(String),
    })
    await finish()
    expect(await payment(body.id)).toMatchObject({ state: 'settled', endedAt: expect.any(String) })
    expect(await owed('10023456')).toBe(before - 2_000)

    const { body: entries } = await terminal().get(`${payments}/${body.id}/entries`).expect(200)
    expect(entries.next).toBeNull()
    expect(bookOf(entries.items).balances).toMatchObject([
      { account: 'cash:terminal-1', posted: 2_000 },
      { account: 'owed-to-biller:water', posted: -2_000 },
    ])

    await app.settled()
    const announced = { paymentId: body.id, terminalId: 'terminal-1', biller: 'water', amount: 2_000 }
    expect(app.published('kiosk.payment-taken')).toMatchObject([announced])
    expect(app.published('kiosk.payment-settled')).toMatchObject([announced])
  })

  it('that the biller refuses is failed, and the money is given back', async () => {
    const before = await owed('10009903')
    const { body } = await pay('10009903').expect(201, { state: 'pending' })
    await finish()
    expect(await payment(body.id)).toMatchObject({ state: 'failed', reason: 'refused-by-biller' })
    const { body: first } = await terminal().get(`${payments}/${body.id}/entries?limit=1`).expect(200)
    const { body: second } = await terminal().get(`${payments}/${body.id}/entries?cursor=${first.next}`).expect(200)
    expect([...first.items, ...second.items]).toMatchObject([
      {
        postings: [
          { account: 'cash:terminal-1', amount: 5_000 },
          { account: 'owed-to-biller:water', amount: -5_000 },
        ],
      },
      {
        postings: [
          { account: 'cash:terminal-1', amount: -5_000 },
          { account: 'owed-to-biller:water', amount: 5_000 },
        ],
      },
    ])
    expect(second.next).toBeNull()
    expect(await owed('10009903')).toBe(before)
    expect(app.published('kiosk.payment-failed')).toMatchObject([{ paymentId: body.id, amount: 5_000 }])
  })

  it('is taken once for each key', async () => {
    const key = { 'idempotency-key': 'pay-1' }
    const answers = await Promise.all([1, 2, 3, 4].map(() => pay('20000001', 700, key).expect(201)))
    await finish()
    const again = await pay('20000001', 700, key).expect(201, { state: 'settled' })
    await finish()
    expect(new Set([...answers, again].map(({ body }) => body.id)).size).toBe(1)
    expect(await app.get(SimulatedWater).chargesOf('20000001')).toMatchObject([{ amount: 700 }])
    await pay('20000001', 701, key).expect(422, { code: 'idempotency-key-reused' })
  })

  it('may be followed by another for the same account once it has ended', async () => {
    await pay('20000002', 700).expect(201)
    await finish()
    await pay('20000002', 700).expect(201)
    await finish()
    expect(await app.get(SimulatedWater).chargesOf('20000002')).toMatchObject([{ amount: 700 }, { amount: 700 }])
  })

  it('belongs to its terminal', async () => {
    const { body } = await pay('20000003').expect(201)
    const other = aTerminal(app, 'terminal-2')
    await other.get(`${payments}/${body.id}`).expect(404, { code: 'not-found' })
    await other.get(`${payments}/${body.id}/entries`).expect(404)
    await app.as('operator').post(payments, {}).expect(403)
    await app.as('operator').get('/api/kiosk/bills?biller=water&accountNumber=20000003').expect(403)
    await app.anonymous().get(`${payments}/${body.id}`).expect(401)
  })

  it.each([
    ['amount', { amount: 0 }],
    ['amount', { amount: 10_000_001 }],
    ['amount', { amount: 1.5 }],
    ['amount', { amount: '500' }],
    ['amount', { amount: -5 }],
    ['biller', { biller: 'gas' }],
    ['accountNumber', { accountNumber: '123' }],
    ['accountNumber', { accountNumber: '123456789012345678901' }],
    ['accountNumber', { accountNumber: '1234_5678/9' }],
    ['accountNumber', { accountNumber: { $gt: '' } }],
    ['accountNumber', { accountNumber: '水表１２３' }],
    ['state', { state: 'settled' }],
  ])('is refused where %s is wrong: %p', async (field, wrong) => {
    const before = app.published('kiosk.payment-taken').length
    await terminal()
      .post(payments, { biller: 'water', accountNumber: '30000000', amount: 500, ...wrong })
      .expect(400, { code: 'invalid-input', errors: [{ field }] })
    expect(app.published('kiosk.payment-taken')).toHaveLength(before)
  })

  it('takes the largest sum and the smallest', async () => {
    await pay('20000004', 10_000_000).expect(201)
    await finish()
    await pay('20000004', 1).expect(201)
    await finish()
    expect(await owed('20000004')).toBe(0)
  })

  it('asks for bills that make sense', async () => {
    const bill = (query: string) => terminal().get(`/api/kiosk/bills?${query}`)
    await bill('biller=water&accountNumber=SZ-0001-23').expect(200, { biller: 'water', accountNumber: '******1-23', owed: expect.any(Number) })
    await bill('biller=gas&accountNumber=10023456').expect(400, { errors: [{ field: 'biller' }] })
    await bill('biller=water').expect(400, { errors: [{ field: 'accountNumber' }] })
    await bill('biller=water&accountNumber=10023456&x=1').expect(400, { errors: [{ field: 'x' }] })
    await terminal().get(`${payments}/none/entries?cursor=x`).expect(404)
    const away = await bill('biller=water&accountNumber=10009906').expect(503, { code: 'biller-unavailable' })
    expect(away.headers['retry-after']).toMatch(/^\d+$/)
  })

  it('keeps account numbers unreadable in the store', async () => {
    const stored = await app.kept()
    expect(stored.length).toBeGreaterThan(0)
    for (const clear of ['10023456', '10009903', '20000002']) expect(stored.toString()).not.toContain(clear)
  })
})
