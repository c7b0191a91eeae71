import { AuditService } from '@yiwang/people'
import { CITY, COMMUNITY, FAR_COMMUNITY, type ServicesUnderTest, startService } from '@yiwang/testing'
import { HotlineModule } from '../../services/hotline/src'
import { textBlockSchema } from '../../services/hotline/src/tickets/ticket-text.schema'
import { aTicket, NEIGHBOUR, people, tickets, WATER_BUREAU } from './given'

let app: ServicesUnderTest
let { operator, worker, neighbour, waterWorker, admin, coordinator }: ReturnType<typeof people> = {} as never
let old: { id: string; number: string }
/** More than two pages of the list, and two blocks of texts. */
const LATER = 110

beforeAll(async () => {
  app = await startService(HotlineModule)
  ;({ operator, worker, neighbour, waterWorker, admin, coordinator } = people(app))
  const wanted = aTicket({
    reporter: { name: '周远', phone: '199 0000 3001' },
    description: '三号楼电梯 SOS 按钮\n失灵，困过一次人',
    place: '易家桥新村 7 幢',
  })
  old = (await operator.post(tickets, wanted).expect(201)).body
  await operator.post(`${tickets}/${old.id}/answer`, { reply: '已修好', solved: true }).expect(201)
  await Promise.all(
    Array.from({ length: LATER }, (_, at) =>
      operator.post(tickets, aTicket({ description: `第 ${at} 盏路灯不亮`, reporter: { name: '王小明', phone: '13800138000' } })).expect(201),
    ),
  )
  await operator.post(tickets, aTicket({ description: '远处的电梯坏了', areaCode: FAR_COMMUNITY })).expect(201)
  await app.settled()
}, 60_000)

const numbers = async (client: typeof operator, q: string, more = '') => {
  const { body } = await client.get(`${tickets}?q=${encodeURIComponent(q)}${more}`).expect(200)
  return body.items.map(({ number }: { number: string }) => number)
}

describe('a search asks all tickets, not the first page of them', () => {
  it('by number, as it is read aloud or pasted', async () => {
    const digits = old.number.replaceAll('-', '')
    const wide = digits.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))
    for (const q of [
      old.number,
      digits,
      ` ${digits.slice(0, 8)} ${digits.slice(8)} `,
      wide,
      old.number.replaceAll('-', '—'),
      `\u202a${old.number}\u202c`,
    ])
      expect(await numbers(operator, q)).toEqual([old.number])
    expect(await numbers(operator, `${digits.slice(0, 14)}${(Number(digits[14]) + 1) % 10}`)).toEqual([])
  })

  it('by telephone, however it is written, also of somebody in need', async () => {
    for (const q of ['199 0000 3001', '19900003001', '１９９００００３００１', '+86 199-0000-3001', '\u202d19900003001\u202c'])
      expect(await numbers(operator, q)).toEqual([old.number])
    const { body } = await operator.post(tickets, aTicket({ beneficiary: { name: '周奶奶', phone: '19900003002' } })).expect(201)
    expect(await numbers(operator, '19900003002')).toEqual([body.number])
    expect(await numbers(operator, '19900003002', '&state=received')).toEqual([body.number])
  })

  it('by words of what was told and of the place, each of them, in any width and letters', async () => {
    for (const q of ['电梯 失灵', '困过一次人', 'sos', 'ＳＯＳ　按钮', '按钮 失灵', '新村 7 幢'])
      expect(await numbers(operator, q)).toEqual([old.number])
    expect(await numbers(operator, '电梯 路灯')).toEqual([])
    expect(await numbers(operator, '电梯')).toHaveLength(2)
  })

  it('newest first and in pages, to the end', async () => {
    const found: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const { body } = (await operator.get(`${tickets}?q=${encodeURIComponent('路灯')}&limit=30${cursor && `&cursor=${cursor}`}`).expect(200)) as {
        body: { items: { number: string }[]; next: string | null }
      }
      found.push(...body.items.map(({ number }) => number))
      cursor = body.next
    }
    expect(found).toHaveLength(LATER)
    expect(found).toEqual([...new Set(found)].sort().reverse())
  })

  it('within a state and an area', async () => {
    expect(await numbers(operator, '电梯', '&state=closed')).toEqual([old.number])
    expect(await numbers(operator, '电梯', `&areaCode=${COMMUNITY}`)).toEqual([old.number])
    expect(await numbers(operator, old.number, '&state=received')).toEqual([])
    await operator.get(`${tickets}?q=x&areaCode=999999999999`).expect(404, { code: 'not-found', errors: [{ field: 'areaCode' }] })
  })

  it('of what the asker sees, and of nothing else', async () => {
    for (const q of [old.number, '19900003001', '电梯']) {
      expect(await numbers(worker, q)).toEqual([old.number])
      expect(await numbers(neighbour, q)).toEqual([])
      expect(await numbers(waterWorker, q)).toEqual([])
    }
    const { body } = await operator.post(tickets, aTicket({ description: '水管爆了' })).expect(201)
    await app.deliver('information-network.unit-changed', { unitId: WATER_BUREAU, name: '市水务局', kind: 'water', areaCode: CITY })
    await operator.post(`${tickets}/${body.id}/dispatch`, { unitId: WATER_BUREAU }).expect(201)
    await app.settled()
    expect(await numbers(waterWorker, '水管')).toEqual([body.number])
  })

  it('also of what lies elsewhere and came to the asker’s committee', async () => {
    const { body } = await operator
      .post(tickets, aTicket({ description: '河边栏杆断了', reporter: { name: '孙建', phone: '19900003007' } }))
      .expect(201)
    await operator.post(`${tickets}/${body.id}/dispatch`, { unitId: NEIGHBOUR }).expect(201)
    await app.settled()
    expect((await neighbour.get(tickets).expect(200)).body.items).toMatchObject([{ number: body.number }])
    for (const q of [body.number, '19900003007', '栏杆']) {
      expect(await numbers(neighbour, q)).toEqual([body.number])
      expect(await numbers(neighbour, q, '&state=dispatched')).toEqual([body.number])
      expect(await numbers(neighbour, q, `&areaCode=${NEIGHBOUR}`)).toEqual([])
    }
  })

  it('never shows who reported in confidence by their telephone', async () => {
    const secret = aTicket({ confidential: true, description: '举报偷排', reporter: { name: '举报人', phone: '19900003009' } })
    const { body } = await operator.post(tickets, secret).expect(201)
    await app.settled()
    for (const client of [operator, worker]) expect(await numbers(client, '19900003009')).toEqual([])
    for (const client of [operator, worker]) expect(await numbers(client, '偷排')).toEqual([body.number])
    expect(await numbers(operator, body.number)).toEqual([body.number])
  })

  it('by telephone is kept, as a reveal is, and the number is not', async () => {
    const kept = () => app.get(AuditService).of('tickets', 'search')
    const before = (await kept()).length
    await numbers(operator, '19900003001')
    await operator.get(`${tickets}?reporterPhone=19900003001`).expect(200)
    const [first, second] = (await kept()).slice(before)
    expect(first).toMatchObject({
      account: 'operator',
      purpose: 'search',
      fields: ['phone'],
      found: 1,
      asked: [expect.stringMatching(/^[\w-]{22}$/)],
    })
    expect(second).toMatchObject({ purpose: 'search', found: 1, asked: first.asked })
    for (const client of [admin, coordinator]) {
      await client.get(`${tickets}?q=19900003001`).expect(403, { code: 'not-allowed' })
      await client.get(`${tickets}?reporterPhone=19900003001`).expect(403)
    }
    await numbers(operator, '电梯')
    expect(await kept()).toHaveLength(before + 2)
  })

  it('leaves no word of it in clear', async () => {
    const kept = await app.kept()
    for (const word of ['失灵', '路灯', '19900003001', '偷排']) expect(kept.includes(Buffer.from(word))).toBe(false)
  })

  it('finds what is older than the search itself, since its group reads the log from the beginning', async () => {
    const texts = app.collection(textBlockSchema)
    for await (const { id } of texts.each({})) await texts.remove(id)
    expect(await numbers(operator, '困过一次人')).toEqual([])
    await app.redeliverAll()
    expect(await numbers(operator, '困过一次人')).toEqual([old.number])
  })

  it.each(['q=', `q=${'x'.repeat(101)}`, 'q=x&cursor=x', 'q=x&reporterPhone=19900003001', 'q=x&limit=0'])('refuses %s', async (query) => {
    await operator.get(`${tickets}?${query}`).expect(400)
  })
})
