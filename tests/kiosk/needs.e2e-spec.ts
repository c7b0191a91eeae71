import type { EventData } from '@yiwang/contracts'
import { COMMUNITY, type ServicesUnderTest, startService } from '@yiwang/testing'
import { KioskModule } from '../../services/kiosk/src/kiosk.module'
import { aTerminal } from './terminals'

const needs = '/api/kiosk/needs'
const aNeed = (changes: object = {}) => ({
  reporter: { name: '李秀兰', phone: '138 0013 8000' },
  beneficiary: { name: '王桂英', address: '易家桥新村 12 幢' },
  description: '老人独居，需要送餐',
  ...changes,
})
const aTicket = (needId: string, state: 'received' | 'dispatched' | 'closed' = 'received') => ({
  ticketId: `ticket-of-${needId}`.slice(0, 64),
  number: '20261123-000001-2',
  state,
  residentIds: [],
})
const received = (needId: string, service = 'kiosk'): EventData<'hotline.ticket-received'> => ({
  ...aTicket(needId),
  code: '482913',
  origin: { service, id: needId },
  channel: 'kiosk',
  kind: 'help',
  urgency: 'ordinary',
  areaCode: COMMUNITY,
  dueAt: '2026-11-30T23:59:59+08:00',
})

describe('needs', () => {
  let app: ServicesUnderTest
  beforeAll(async () => {
    app = await startService(KioskModule)
  })
  const terminal = () => aTerminal(app)
  const register = async () => (await terminal().post(needs, aNeed()).expect(201)).body.id as string
  const need = async (id: string) => (await terminal().get(`${needs}/${id}`).expect(200)).body

  it('are sent to the hotline', async () => {
    const { body } = await terminal().post(needs, aNeed()).expect(201)
    expect(body).toEqual({ id: expect.any(String), state: 'sent', createdAt: expect.any(String) })
    await app.settled()
    expect(app.published('kiosk.need-registered')).toEqual([
      {
        needId: body.id,
        terminalId: 'terminal-1',
        areaCode: COMMUNITY,
        reporter: { name: '李秀兰', phone: '13800138000' },
        beneficiary: { name: '王桂英', address: '易家桥新村 12 幢' },
        description: '老人独居，需要送餐',
      },
    ])
  })

  it('say where to come and whom to call', async () => {
    const own = { reporter: { name: '李秀兰', phone: '13800138000', address: '易家桥新村 8 幢 102' }, description: '修水管' }
    const theirs = { reporter: { name: '李秀兰' }, beneficiary: { name: '王桂英', phone: '13800138001' }, place: '登记的住址', description: '送餐' }
    for (const body of [own, theirs]) {
      const { body: made } = await terminal().post(needs, body).expect(201)
      await app.settled()
      expect(app.published('kiosk.need-registered').at(-1)).toMatchObject({ needId: made.id, ...body })
    }
    await terminal()
      .post(needs, { ...theirs, beneficiary: { name: '王桂英' } })
      .expect(400, { code: 'nobody-to-call', errors: [{ field: 'reporter.phone' }] })
  })

  it('follow their ticket by number, code and state, also when the news comes twice', async () => {
    const id = await register()
    await app.deliver('hotline.ticket-received', received(id))
    await app.redeliverLast()
    expect(await need(id)).toMatchObject({ state: 'received', number: '20261123-000001-2', code: '482913' })
    await app.deliver('hotline.ticket-dispatched', { ...aTicket(id, 'dispatched'), unitId: COMMUNITY, unitName: '易家桥社区居委会' })
    await app.redeliverAll()
    expect(await need(id)).toMatchObject({ state: 'dispatched', code: '482913' })
    await app.deliver('hotline.ticket-closed', { ...aTicket(id, 'closed'), satisfied: true })
    expect(await need(id)).toMatchObject({ state: 'closed' })
  })

  it('leave the tickets of others alone', async () => {
    const id = await register()
    await app.deliver('hotline.ticket-received', received(id, 'open311'))
    await app.deliver('hotline.ticket-dispatched', { ...aTicket(id, 'dispatched'), unitId: COMMUNITY, unitName: '易家桥社区居委会' })
    expect(await need(id)).toMatchObject({ state: 'sent' })
  })

  it('are registered once for each key, whatever became of them', async () => {
    const key = { 'idempotency-key': 'need-1' }
    const before = app.published('kiosk.need-registered').length
    const answers = await Promise.all([1, 2, 3].map(() => terminal().post(needs, aNeed(), key).expect(201)))
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1)
    expect(app.published('kiosk.need-registered')).toHaveLength(before + 1)
    await terminal()
      .post(needs, aNeed({ description: '另一件事' }), key)
      .expect(422, { code: 'idempotency-key-reused' })
    await aTerminal(app, 'terminal-2')
      .post(needs, aNeed({ description: '另一件事' }), key)
      .expect(201)
  })

  it('belong to their terminal', async () => {
    const id = await register()
    await aTerminal(app, 'terminal-2').get(`${needs}/${id}`).expect(404, { code: 'not-found' })
    await terminal().get(`${needs}/nothing`).expect(404)
    await app.as('operator').post(needs, aNeed()).expect(403)
    await app.anonymous().get(`${needs}/${id}`).expect(401)
  })

  it.each([
    ['reporter', aNeed({ reporter: undefined })],
    ['reporter', aNeed({ reporter: 'me' })],
    ['reporter.phone', aNeed({ reporter: { name: '李秀兰', phone: '110x' } })],
    ['reporter.name', aNeed({ reporter: { name: { $gt: '' }, phone: '13800138000' } })],
    ['reporter.age', aNeed({ reporter: { name: '李秀兰', phone: '13800138000', age: 70 } })],
    ['beneficiary.name', aNeed({ beneficiary: {} })],
    ['description', aNeed({ description: 'x'.repeat(2001) })],
    ['description', aNeed({ description: 'a\0b' })],
    ['areaCode', aNeed({ areaCode: COMMUNITY })],
  ])('are refused where %s is wrong', async (field, body) => {
    const before = app.published('kiosk.need-registered').length
    await terminal()
      .post(needs, body)
      .expect(400, { code: 'invalid-input', errors: [{ field }] })
    expect(app.published('kiosk.need-registered')).toHaveLength(before)
  })

  it('keep who asks for what unreadable in the store', async () => {
    const stored = await app.kept()
    for (const clear of ['李秀兰', '13800138000', '王桂英', '12 幢', '8 幢', '登记的住址', '13800138001', '送餐', '482913'])
      expect(stored.toString()).not.toContain(clear)
  })
})
