import { bookOf } from '@yiwang/ledger/rules'
import { type ServicesUnderTest, startService } from '@yiwang/testing'
import { SimulatedWater } from '../../services/kiosk/src/billers/water.biller'
import { KioskModule } from '../../services/kiosk/src/kiosk.module'
import { LEASE_MS, type Payment } from '../../services/kiosk/src/payments/payment'
import { paymentSchema } from '../../services/kiosk/src/payments/payment.schema'
import { PaymentsSettlement } from '../../services/kiosk/src/payments/payments.settlement'
import { aTerminal } from './terminals'

const AMOUNT = 4_200

describe('nothing is ever paid twice', () => {
  let app: ServicesUnderTest
  let water: SimulatedWater
  let orders: jest.SpyInstance

  const connect = () => {
    water = app.get(SimulatedWater)
    orders = jest.spyOn(water, 'pay')
  }
  beforeAll(async () => {
    app = await startService(KioskModule)
  })
  beforeEach(connect)
  afterEach(() => {
    jest.restoreAllMocks()
    app.get(PaymentsSettlement).patienceMs = 2_000
  })

  const finish = () => app.get(PaymentsSettlement).finish()
  const state = async (id: string) => (await aTerminal(app).get(`/api/kiosk/payments/${id}`).expect(200)).body.state
  /** Sweeps so far apart that each finds the payment due again. */
  const sweepOn = async (times = 8) => {
    for (let time = 0; time < times; time++) {
      app.clock.advance(61_000)
      await app.sweep(PaymentsSettlement)
    }
  }
  const take = async (accountNumber: string) => {
    const { body } = await aTerminal(app)
      .post('/api/kiosk/payments', { biller: 'water', accountNumber, amount: AMOUNT })
      .expect(201, { state: 'pending' })
    return body.id as string
  }
  /** For a biller that does not answer. */
  const waitBriefly = () => {
    app.get(PaymentsSettlement).patienceMs = 200
  }
  /** As `take`, where the process ends right after the answer: nothing was begun. */
  const takeAndStop = async (accountNumber: string) => {
    const begin = jest.spyOn(app.get(PaymentsSettlement), 'begin').mockImplementation(() => {})
    const id = await take(accountNumber)
    begin.mockRestore()
    return id
  }
  const expectOnce = async (id: string, accountNumber: string) => {
    expect(await state(id)).toBe('settled')
    expect(await water.chargesOf(accountNumber)).toMatchObject([{ id, amount: AMOUNT, outcome: 'settled' }])
    const { body } = await aTerminal(app).get(`/api/kiosk/payments/${id}/entries`).expect(200)
    expect(bookOf(body.items).balances).toMatchObject([
      { account: 'cash:terminal-1', posted: AMOUNT },
      { account: 'owed-to-biller:water', posted: -AMOUNT },
    ])
    await app.settled()
    expect(app.published('kiosk.payment-settled').filter(({ paymentId }) => paymentId === id)).toHaveLength(1)
    expect(app.published('kiosk.payment-failed').filter(({ paymentId }) => paymentId === id)).toHaveLength(0)
  }

  it('when the biller is slow: pending is not failed, and it is asked, not paid again', async () => {
    const id = await take('10009901')
    await finish()
    expect(await state(id)).toBe('pending')
    await app.sweep(PaymentsSettlement)
    app.clock.advance(1_500)
    await app.sweep(PaymentsSettlement)
    expect(await state(id)).toBe('pending')
    await sweepOn()
    await expectOnce(id, '10009901')
    expect(orders).toHaveBeenCalledTimes(1)
  })

  it('when the answer to the order is lost', async () => {
    waitBriefly()
    const id = await take('10009902')
    await finish()
    expect(await state(id)).toBe('pending')
    await sweepOn()
    await expectOnce(id, '10009902')
    expect(orders).toHaveBeenCalledTimes(1)
  })

  it('when the order arrives twice', async () => {
    const id = await take('10009905')
    await finish()
    await sweepOn(2)
    await expectOnce(id, '10009905')
  })

  it('when the answer comes twice', async () => {
    const id = await takeAndStop('10000001')
    await water.pay(id, '10000001', AMOUNT)
    const settlement = app.get(PaymentsSettlement)
    await settlement.ask(id)
    await settlement.ask(id)
    await sweepOn(2)
    await expectOnce(id, '10000001')
  })

  it('when an order is on its way for so long that another follows it', async () => {
    waitBriefly()
    const arrivals: (() => Promise<void>)[] = []
    const id = await takeAndStop('10000002')
    orders.mockImplementationOnce((...order: [string, string, number]) => {
      arrivals.push(() => SimulatedWater.prototype.pay.apply(water, order))
      return new Promise(() => {})
    })
    await app.sweep(PaymentsSettlement)
    expect(await state(id)).toBe('pending')
    await sweepOn()
    await Promise.all(arrivals.map((arrive) => arrive()))
    await sweepOn(2)
    expect(orders).toHaveBeenCalledTimes(2)
    await expectOnce(id, '10000002')
  })

  it('when sweeps run at once, in one process or several', async () => {
    const id = await takeAndStop('10000003')
    const settlement = app.get(PaymentsSettlement)
    await Promise.all([1, 2, 3, 4, 5].map(() => settlement.askAllDue()))
    await expectOnce(id, '10000003')
    expect(orders).toHaveBeenCalledTimes(1)
  })

  it('when the process ends before the order', async () => {
    const id = await takeAndStop('10000004')
    await app.restart()
    connect()
    await app.sweep(PaymentsSettlement)
    await expectOnce(id, '10000004')
  })

  it('when the process ends between the charge and our note of it', async () => {
    const id = await takeAndStop('10000005')
    const settlement = app.get(PaymentsSettlement)
    let die = () => {}
    const death = new Promise<never>((_, reject) => {
      die = () => reject(new Error('killed'))
    })
    orders.mockImplementationOnce(async (...order: [string, string, number]) => {
      await SimulatedWater.prototype.pay.apply(water, order)
      return death
    })
    settlement.patienceMs = 60_000
    const dying = settlement.ask(id).catch((error: Error) => error.message)
    while (!(await water.chargesOf('10000005')).length) await new Promise(setImmediate)
    await app.restart()
    die()
    expect(await dying).toMatch(/the store (is closed|cannot be reached)/)
    connect()

    await app.sweep(PaymentsSettlement)
    expect(await state(id)).toBe('pending')
    app.clock.advance(LEASE_MS)
    await app.sweep(PaymentsSettlement)
    await expectOnce(id, '10000005')
    expect(orders).not.toHaveBeenCalled()
  })

  it('when the process ends whose clock was ahead of the time', async () => {
    waitBriefly()
    app.clock.advance(300_000)
    const id = await take('20009902')
    await finish()
    await app.restart()
    connect()
    waitBriefly()
    app.clock.advance(-300_000)
    await app.sweep(PaymentsSettlement)
    await expectOnce(id, '20009902')
    expect(orders).not.toHaveBeenCalled()
  })

  it('when the biller cannot be reached for a long time', async () => {
    waitBriefly()
    water.behave('10000006', 'unreachable')
    const id = await take('10000006')
    await finish()
    await sweepOn(3)
    expect(await state(id)).toBe('pending')
    water.behave('10000006', 'prompt')
    await sweepOn(1)
    await expectOnce(id, '10000006')
  })

  describe('when the same bill is paid again while a payment is under way', () => {
    const pay = (accountNumber: string, terminal = 'terminal-1') =>
      aTerminal(app, terminal).post('/api/kiosk/payments', { biller: 'water', accountNumber, amount: AMOUNT })
    const bill = async (accountNumber: string, terminal = 'terminal-1') =>
      (await aTerminal(app, terminal).get(`/api/kiosk/bills?biller=water&accountNumber=${accountNumber}`).expect(200)).body

    it.each(['30009901', '30009902', '30009904', '30009905'])(
      'at account %s: one is taken, the bill says so, the other is told of it',
      async (account) => {
        waitBriefly()
        expect(await bill(account)).not.toHaveProperty('payment')
        const id = await takeAndStop(account)
        const since = (await aTerminal(app).get(`/api/kiosk/payments/${id}`)).body.createdAt
        const words = { 'zh-CN': expect.stringContaining('请勿重复缴费'), en: expect.stringContaining('do not pay again') }
        const payment = { id, state: 'pending', amount: AMOUNT, createdAt: since, words }
        expect((await bill(account)).payment).toEqual(payment)
        expect((await pay(account).expect(409, { code: 'payment-under-way' })).body).toMatchObject({ payment, messages: words })
        // Typed otherwise it is the same account.
        await pay(`${account.slice(0, 4)}-${account.slice(4)}`).expect(409)

        // Somebody at another terminal learns how it stands, and nothing of who pays.
        const { id: _, ...seen } = payment
        expect((await bill(account, 'terminal-2')).payment).toEqual(seen)
        expect((await pay(account, 'terminal-2').expect(409)).body.payment).toEqual(seen)

        await app.sweep(PaymentsSettlement)
        await sweepOn()
        expect(await state(id)).toBe(account.endsWith('9904') ? 'failed' : 'settled')
        expect(await bill(account)).not.toHaveProperty('payment')
        await pay(account, 'terminal-2').expect(201)
        await finish()
        await sweepOn(3)
        expect((await water.chargesOf(account)).length).toBe(2)
      },
    )

    it('is taken once of many at the same moment, at one terminal or several', async () => {
      const begin = jest.spyOn(app.get(PaymentsSettlement), 'begin').mockImplementation(() => {})
      const answers = await Promise.all([1, 2, 1, 2, 3, 1, 2, 3].map(async (n) => await pay('sz-10000007', `terminal-${n}`)))
      begin.mockRestore()
      const refused = answers.filter(({ status }) => status !== 201)
      expect(refused).toHaveLength(answers.length - 1)
      for (const { status, body } of refused)
        expect({ status, ...body }).toMatchObject({ status: 409, code: 'payment-under-way', payment: { state: 'pending' } })
      await pay('SZ-10000007').expect(409)
    })

    it('is also what an earlier version left unfinished', async () => {
      const id = await takeAndStop('30000009')
      const payments = app.collection<Payment>(paymentSchema)
      await payments.change(id, () => ({ set: { account: undefined, turn: undefined } }))
      await app.restart()
      connect()
      await pay('30000009').expect(409, { payment: { id } })
      await app.sweep(PaymentsSettlement)
      await expectOnce(id, '30000009')
    })

    it('stays one after a restart', async () => {
      const id = await takeAndStop('30000008')
      await app.restart()
      connect()
      await pay('30000008').expect(409, { payment: { id } })
      await app.sweep(PaymentsSettlement)
      await expectOnce(id, '30000008')
    })
  })

  it('when it fails late: the money goes back once', async () => {
    const id = await take('10009904')
    await finish()
    expect(await state(id)).toBe('pending')
    await sweepOn()
    expect(await state(id)).toBe('failed')
    const { body } = await aTerminal(app).get(`/api/kiosk/payments/${id}/entries`).expect(200)
    expect(body.items).toHaveLength(2)
    expect(bookOf(body.items).balances).toEqual([])
    expect(orders).toHaveBeenCalledTimes(1)
    expect(app.published('kiosk.payment-failed').filter(({ paymentId }) => paymentId === id)).toHaveLength(1)
  })
})
