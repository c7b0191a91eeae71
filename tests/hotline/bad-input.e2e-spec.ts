import { type ServicesUnderTest, startService } from '@yiwang/testing'
import { HotlineModule } from '../../services/hotline/src'
import { aTicket, people, tickets } from './given'

let app: ServicesUnderTest
let { operator }: ReturnType<typeof people> = {} as never
beforeAll(async () => {
  app = await startService(HotlineModule)
  ;({ operator } = people(app))
})

const reporter = (more: object) => ({ reporter: { name: '王小明', phone: '13800138000', ...more } })

describe('bad input is refused by the name of its field, and nothing is stored', () => {
  it.each<[string, object]>([
    ['reporter', { reporter: undefined }],
    ['reporter', { reporter: '王小明' }],
    ['reporter', { reporter: [] }],
    ['reporter.name', reporter({ name: '' })],
    ['reporter.name', reporter({ name: ['王小明'] })],
    ['reporter.name', reporter({ name: '王'.repeat(61) })],
    ['reporter.name', reporter({ name: '王\n小明' })],
    ['reporter.phone', reporter({ phone: '1380013800' })],
    ['reporter.phone', reporter({ phone: 13800138000 })],
    ['reporter.phone', reporter({ phone: { $gt: '' } })],
    ['reporter.residentId', reporter({ residentId: { $ne: null } })],
    ['reporter.residentId', reporter({ residentId: '../../etc' })],
    ['reporter.address', reporter({ address: '易家桥' })],
    ['beneficiary.name', { beneficiary: {} }],
    ['beneficiary.address', { beneficiary: { name: '王桂英', address: '路'.repeat(201) } }],
    ['areaCode', { areaCode: '320613' }],
    ['areaCode', { areaCode: 320613004006 }],
    ['areaCode', { areaCode: { $gt: '' } }],
    ['areaCode', { areaCode: '３２０６１３００４００６' }],
    ['description', { description: undefined }],
    ['description', { description: '   ' }],
    ['description', { description: '灯坏了\u0000' }],
    ['description', { description: '灯\u202e坏了' }],
    ['description', { description: '灯\ud83d坏了' }],
    ['description', { description: '坏'.repeat(8001) }],
    ['kind', { kind: 'question' }],
    ['place', { place: '五幢\u2066' }],
    ['urgency', { urgency: undefined }],
    ['urgency', { urgency: 'now' }],
    ['urgency', { urgency: ['ordinary'] }],
    ['channel', { channel: 'fax' }],
    ['confidential', { confidential: 'true' }],
    ['occurredAt', { occurredAt: '2026-11-20' }],
    ['occurredAt', { occurredAt: '2026-02-30T08:00:00+08:00' }],
    ['occurredAt', { occurredAt: 1 }],
    ['state', { state: 'closed' }],
    ['id', { id: 'mine' }],
    ['number', { number: '20261122-000001-1' }],
    ['$where', { $where: 'true' }],
  ])('%s: %j', async (field, wrong) => {
    const { body } = await operator.post(tickets, aTicket(wrong)).expect(400, { code: 'invalid-input' })
    expect(body.errors.map((error: { field: string }) => error.field)).toEqual([field])
    expect(body.errors[0].messages).toEqual({ 'zh-CN': expect.any(String), en: expect.any(String) })
  })

  it.each<[number, string, string | Buffer, object]>([
    [400, 'broken JSON', '{"reporter":', {}],
    [400, 'a list', '[]', {}],
    [400, 'nothing', '', {}],
    [400, 'invalid UTF-8', Buffer.concat([Buffer.from('{"description":"'), Buffer.from([0xc3, 0x28]), Buffer.from('"}')]), {}],
    [400, 'a polluted prototype', '{"__proto__":{"role":"admin"}}', {}],
    [413, '10 MB', JSON.stringify(aTicket({ description: 'x'.repeat(10 * 1024 * 1024) })), {}],
    [415, 'a form', 'description=x', { 'content-type': 'application/x-www-form-urlencoded' }],
    [400, 'a bad key', JSON.stringify(aTicket()), { 'idempotency-key': 'x'.repeat(300) }],
  ])('%i: %s', async (status, _, body, headers) => {
    const answer = await operator.send('POST', tickets, body, headers as Record<string, string>).expect(status)
    expect(answer.headers['content-type']).toContain('application/problem+json')
  })

  it('leaves nothing behind', async () => {
    expect((await operator.get(tickets)).body).toEqual({ items: [], next: null })
    expect(app.published('hotline.ticket-received')).toEqual([])
  })
})
