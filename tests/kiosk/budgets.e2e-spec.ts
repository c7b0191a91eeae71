import { type Client, type ServicesUnderTest, startService } from '@yiwang/testing'
import { KioskModule } from '../../services/kiosk/src/kiosk.module'

const need = { reporter: { name: '王桂英', phone: '13800138000' }, description: '楼道的灯坏了' }
const bill = '/api/kiosk/bills?biller=water&accountNumber=W1-0001'

process.env.KIOSK_BUDGETS = 'house'
let app: ServicesUnderTest
beforeAll(async () => {
  app = await startService(KioskModule)
  app.clock.set('2026-11-30T09:00:00+08:00')
})

const statuses = async (count: number, ask: () => PromiseLike<{ status: number }>) =>
  (await Promise.all(Array.from({ length: count }, ask))).map(({ status }) => status)
const of = (all: number[], status: number) => all.filter((one) => one === status).length
const pay = (terminal: Client, n: number) => terminal.post('/api/kiosk/payments', { biller: 'water', accountNumber: `W${n}-0001`, amount: 100 })

describe('a terminal', () => {
  it('writes down no more in a minute than people can type, however many requests come at once', async () => {
    const [one, other] = [app.as('terminal', { id: 't-1' }), app.as('terminal', { id: 't-2' })]
    const all = await statuses(100, () => one.post('/api/kiosk/needs', need))
    expect([of(all, 201), of(all, 429)]).toEqual([10, 90])
    expect(app.published('kiosk.need-registered')).toHaveLength(10)
    await other.post('/api/kiosk/needs', need).expect(201)
    const refused = await one.post('/api/kiosk/needs', need).expect(429, { code: 'budget-spent' })
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
    app.clock.advance(61_000)
    await one.post('/api/kiosk/needs', need).expect(201)
  })

  it('asks for no more bills than a queue before it has', async () => {
    const all = await statuses(60, () => app.as('terminal', { id: 't-3' }).get(bill))
    expect([of(all, 200), of(all, 429)]).toEqual([20, 40])
  })

  it('takes no more payments, and one thing that is spent leaves the others', async () => {
    const terminal = app.as('terminal', { id: 't-4' })
    let n = 0
    const all = await statuses(15, () => pay(terminal, n++))
    expect([of(all, 201), of(all, 429)]).toEqual([10, 5])
    await terminal.get(bill).expect(200)
    await terminal.post('/api/kiosk/needs', need).expect(201)
    await terminal.get('/api/kiosk/notices').expect(200)
  })
})
