import { HomeCareModule } from '@yiwang/home-care'
import { HotlineModule } from '@yiwang/hotline'
import { KioskModule } from '@yiwang/kiosk'
import { SetAsides } from '@yiwang/messaging'
import { COMMUNITY, type ServicesUnderTest, startServices } from '@yiwang/testing'

const WORD = 'word-of-tomorrow'
const ticket = { ticketId: 'ticket-1', number: '20261120-000017-4', residentIds: ['01M7Z2Q6S8F0T3KX5N9WJ4B7C1'] }
const dueAt = '2026-11-27T23:59:59+08:00'

/** As from a newer version of the service that publishes: whatever word it tells, every consumer takes it. */
describe('a word that this version does not know', () => {
  const apps: ServicesUnderTest[] = []
  const start = async (services: Parameters<typeof startServices>[0]) => {
    const app = await startServices(services)
    apps.push(app)
    await app.knowAreas()
    return app
  }
  afterEach(async () => {
    for (const app of apps.splice(0)) {
      for (const service of ['hotline', 'home-care', 'kiosk'] as const)
        expect((await app.get(SetAsides).list(service, {})).items.map(({ error }) => error)).toEqual([])
      await app.close()
    }
  })

  it('for the level of an area, and the kind of a unit: they are like any other', async () => {
    const app = await start({ hotline: HotlineModule })
    const code = '320613004096'
    const ancestors = [code, COMMUNITY, '320613004000', '320613000000', '320600000000']
    await app.deliver('information-network.area-changed', {
      code,
      name: '第九十六网格',
      level: WORD,
      parent: COMMUNITY,
      placeholder: false,
      ancestors,
    })
    await app.deliver('information-network.unit-changed', { unitId: 'unit-1', name: '低空管理所', kind: WORD, areaCode: COMMUNITY })
    const reporter = { name: '钱七', phone: '13700000001' }
    await app.deliver('kiosk.need-registered', { needId: 'need-1', terminalId: 'terminal-1', areaCode: code, reporter, description: '无人机扰民' })
    const [made] = (await app.as('operator').get('/api/hotline/tickets').expect(200)).body.items
    expect(made).toMatchObject({ areaCode: code })
    await app
      .as('operator')
      .post(`/api/hotline/tickets/${made.id}/dispatch`, { unitId: 'unit-1' })
      .expect(201, { unit: { id: 'unit-1' } })
  })

  it("for what a ticket tells: home care shows the urgency as it is and leaves another service's referral alone, the kiosk shows the state as it is", async () => {
    const app = await start({ 'home-care': HomeCareModule, kiosk: KioskModule })
    const referral = { ...ticket, state: WORD, need: '助浴', beneficiary: { name: '王桂英' }, areaCode: COMMUNITY, urgency: WORD, dueAt }
    await app.deliver('hotline.ticket-referred', { ...referral, service: 'home-care' })
    await app.deliver('hotline.ticket-referred', { ...referral, service: WORD })
    expect((await app.as('coordinator').get('/api/home-care/requests').expect(200)).body.items).toMatchObject([{ urgency: WORD, need: '助浴' }])

    const kiosk = app.as('terminal', { id: 'terminal-1' })
    const need = { reporter: { name: '钱七', phone: '13700000002' }, description: '想申请助餐' }
    const { body } = await kiosk.post('/api/kiosk/needs', need).expect(201)
    const said = { channel: WORD, kind: WORD, urgency: WORD, state: WORD, origin: { service: 'kiosk', id: body.id } }
    await app.deliver('hotline.ticket-received', { ...ticket, ...said, ticketId: 'ticket-2', code: '01234567', areaCode: COMMUNITY, dueAt })
    await kiosk.get(`/api/kiosk/needs/${body.id}`).expect(200, { state: WORD })
  })

  it('for the biller of a payment: nobody acts on it', async () => {
    const app = await start({ hotline: HotlineModule })
    await app.deliver('kiosk.payment-taken', { paymentId: 'payment-1', terminalId: 'terminal-1', areaCode: COMMUNITY, biller: WORD, amount: 100 })
  })
})
