import { unscoped } from '@yiwang/auth'
import { SecurityAlarms } from '@yiwang/platform'
import { CITY, type Client, COMMUNITY, type ServicesUnderTest } from '@yiwang/testing'
import { type Doubt, doubt } from '../../services/information-network/src/looks/doubt'
import { doubtSchema } from '../../services/information-network/src/looks/doubt.schema'
import type { Look } from '../../services/information-network/src/looks/look'
import { lookSchema } from '../../services/information-network/src/looks/look.schema'
import { aResident, residents, startInformationNetwork } from './start'

const own = '/api/information-network/own/looks'
const doubts = '/api/information-network/look-doubts'
const ordered = '/api/information-network/ordered-looks'
const log = '/api/information-network/security-log'
const order = { purpose: 'under-order', authority: '崇川公安分局', document: '崇公调证〔2026〕118号' }

describe('who looked', () => {
  let app: ServicesUnderTest
  let worker: Client
  let auditor: Client
  let second: Client
  let looks = 0

  beforeAll(async () => {
    app = await startInformationNetwork()
    worker = app.as('worker', { account: 'zhao.li' })
    auditor = app.as('auditor')
    second = app.as('auditor', { id: 'staff-second' })
  })

  const registered = async () => {
    const id = (await worker.post(residents, aResident()).expect(201)).body.id as string
    return { id, mine: app.as('resident', { id, residentId: id }) }
  }
  const toldOfHotline = (data: object) => {
    looks += 1
    const entry = {
      auditId: `a-${looks}`,
      by: 'staff-op',
      account: 'qian.op',
      role: 'operator',
      kind: 'ticket',
      subject: 'ticket-1',
      fields: ['name', 'phone'],
    }
    return app.deliver('hotline.audit-recorded', { ...entry, areaCode: CITY, purpose: 'call-back', ...data })
  }
  const linesOf = async (mine: Client, query = '') => (await mine.get(`${own}${query}`).expect(200)).body.items

  it('is told in offices, roles and purposes, the newest first, from every service, and never by name', async () => {
    const { id, mine } = await registered()
    await worker.post(`${residents}/${id}/reveal`, { purpose: 'other', note: '邻居说她不在家' }).expect(201)
    await app.settled()
    app.clock.advance(60_000)
    await toldOfHotline({ residentId: id })
    await app.redeliverLast()
    const { body, text } = await mine.get(own).expect(200)
    expect(body).toMatchObject({
      items: [
        {
          service: 'hotline',
          kind: 'ticket',
          role: 'operator',
          office: '南通市',
          purpose: 'call-back',
          fields: ['name', 'phone'],
          allowedActions: ['doubt'],
        },
        { service: 'information-network', kind: 'resident', role: 'worker', office: '易家桥社区居委会', purpose: 'other' },
      ],
      next: null,
    })
    expect(text).not.toMatch(/zhao\.li|qian\.op|staff-|邻居|ticket-1/)
  })

  it('pages, and a look at several is a line of each', async () => {
    const [one, other] = [await registered(), await registered()]
    await toldOfHotline({ kind: 'call', subject: 'call-1', purpose: 'call', residentIds: [one.id, other.id, 'nobody'] })
    app.clock.advance(1)
    await toldOfHotline({ residentId: one.id, purpose: 'urgent' })
    const first = (await one.mine.get(`${own}?limit=1`).expect(200)).body
    const rest = (await one.mine.get(`${own}?limit=1&cursor=${first.next}`).expect(200)).body
    expect([...first.items, ...rest.items].map(({ purpose }) => purpose)).toEqual(['urgent', 'call'])
    expect(rest.next).toBeNull()
    expect((await linesOf(other.mine)).map(({ purpose }: Look) => purpose)).toEqual(['call'])
  })

  it('of before is told as far as anybody knows: at an entry of the register, without an office', async () => {
    const { id, mine } = await registered()
    await app.deliver('information-network.audit-recorded', {
      auditId: 'old',
      by: 'b',
      account: 'b',
      role: 'worker',
      kind: 'resident',
      subject: id,
      purpose: '核实地址',
      fields: ['address'],
    })
    await toldOfHotline({ areaCode: undefined })
    const [line, ...others] = await linesOf(mine)
    expect(others).toEqual([])
    expect(line).toMatchObject({ purpose: 'other', role: 'worker', fields: ['address'] })
    expect(line).not.toHaveProperty('office')
  })

  it('is made again from what was told, with what was asked and answered', async () => {
    const { id, mine } = await registered()
    await toldOfHotline({ residentId: id })
    const [line] = await linesOf(mine)
    await mine.post(`${own}/${line.id}/doubt`, { words: '我没有打过电话' }).expect(201)
    const before = await linesOf(mine)
    const all = unscoped(app.collection<Look>(lookSchema))
    for (const { id: lookId } of (await all.find({ residentId: id }, { sort: 'order' })).items) await all.remove(lookId)
    expect(await linesOf(mine)).toEqual([])
    await app.redeliverAll()
    expect(await linesOf(mine)).toEqual(before)
  })

  it('is written down where it was read', async () => {
    const { id, mine } = await registered()
    await linesOf(mine)
    const { items } = (await auditor.get(`${log}?what=looks&account=${id}`).expect(200)).body
    expect(items).toMatchObject([
      { what: 'looks', outcome: 'done', account: id, role: 'resident', subject: id, facts: [{ name: 'step', value: 'read' }] },
    ])
  })

  describe('a look that is doubted', () => {
    it('is answered by an auditor, and the answer stands at the line', async () => {
      const { id, mine } = await registered()
      await toldOfHotline({ residentId: id, note: '回访满意度' })
      const [line] = await linesOf(mine)
      const asked = (await mine.post(`${own}/${line.id}/doubt`, { words: '那天没人联系我' }).expect(201)).body
      expect(asked).toMatchObject({ id: line.id, doubt: { state: 'asked', words: '那天没人联系我' }, allowedActions: [] })
      await mine.post(`${own}/${line.id}/doubt`, {}).expect(409, { code: 'doubted-already' })

      const { items } = (await auditor.get(doubts).expect(200)).body
      const waiting = items.find((one: { residentId: string }) => one.residentId === id)
      expect(waiting).toMatchObject({
        words: '那天没人联系我',
        look: { account: 'qian.op', by: 'staff-op', office: '南通市', note: '回访满意度', subject: 'ticket-1' },
        allowedActions: ['answer'],
      })
      const said = { finding: 'in-order', answer: '话务员当天回访过，未接通。' }
      await auditor.post(`${doubts}/${waiting.id}/answer`, said).expect(201, { state: 'answered', allowedActions: [] })
      await second.post(`${doubts}/${waiting.id}/answer`, said).expect(409, { code: 'illegal-transition' })
      expect((await linesOf(mine))[0]).toMatchObject({ doubt: { state: 'answered', ...said }, allowedActions: [] })
      expect(await linesOf(mine)).not.toContainEqual(expect.objectContaining({ doubt: expect.objectContaining({ answeredBy: expect.anything() }) }))
    })

    it('is an alarm about whoever looked, where it was not in order', async () => {
      const { id, mine } = await registered()
      await toldOfHotline({ residentId: id, by: 'staff-curious' })
      const [line] = await linesOf(mine)
      await mine.post(`${own}/${line.id}/doubt`, {}).expect(201)
      const { items } = (await auditor.get(doubts).expect(200)).body
      const waiting = items.find((one: { residentId: string }) => one.residentId === id)
      await auditor.post(`${doubts}/${waiting.id}/answer`, { finding: 'not-in-order', answer: '确属不当查看，已处理。' }).expect(201)
      await app.sweep(SecurityAlarms)
      const alarms = (await auditor.get('/api/information-network/security-alarms').expect(200)).body.items
      expect(alarms).toContainEqual(expect.objectContaining({ rule: 'look-objected', account: 'staff-curious' }))
    })

    it('is told as that however many were doubted after it', async () => {
      const { id: residentId, mine } = await registered()
      await toldOfHotline({ residentId })
      const [line] = await linesOf(mine)
      await mine.post(`${own}/${line.id}/doubt`, {}).expect(201)
      const later = new Date(app.clock.now().getTime() + 1000)
      for (let n = 0; n < 200; n++) await app.collection<Doubt>(doubtSchema).insert(doubt({ id: `look-${n}`, residentId } as Look, undefined, later))
      expect(await linesOf(mine)).toMatchObject([{ id: line.id, doubt: { state: 'asked' }, allowedActions: [] }])
    })

    it('is asked so often a day', async () => {
      const { id, mine } = await registered()
      for (let n = 0; n < 11; n++) await toldOfHotline({ residentId: id })
      const lines = await linesOf(mine)
      for (const { id: lookId } of lines.slice(0, 10)) await mine.post(`${own}/${lookId}/doubt`, {}).expect(201)
      await mine.post(`${own}/${lines[10].id}/doubt`, {}).expect(429, { code: 'budget-spent' })
    })
  })

  describe('a look under an order', () => {
    it('names its authority and document, and is reviewed by two auditors, neither of them whoever looked', async () => {
      const { id, mine } = await registered()
      const reveal = (body: object) => worker.post(`${residents}/${id}/reveal`, body)
      await reveal({ ...order, document: undefined }).expect(400, { code: 'order-missing', errors: [{ field: 'document' }] })
      await reveal({ ...order, purpose: 'verify' }).expect(400, { code: 'order-unsaid' })
      await reveal(order).expect(201)
      await app.settled()
      expect(await linesOf(mine)).toEqual([])

      const listed = async (by: Client) => (await by.get(ordered).expect(200)).body.items.find((one: { subject: string }) => one.subject === id)
      const look = await listed(auditor)
      expect(look).toMatchObject({
        state: 'open',
        people: 1,
        account: 'zhao.li',
        note: '崇川公安分局 崇公调证〔2026〕118号',
        allowedActions: ['review'],
      })
      const said = (verdict: string) => ({ verdict, note: '已核对文书' })
      await app
        .as('auditor', { id: 'staff-worker' })
        .post(`${ordered}/${look.id}/review`, said('agree'))
        .expect(403, { code: 'needs-another-person' })
      await auditor.post(`${ordered}/${look.id}/review`, said('agree')).expect(201, { state: 'open', allowedActions: [] })
      await auditor.post(`${ordered}/${look.id}/review`, said('agree')).expect(403, { code: 'needs-another-person' })
      expect(await listed(second)).toMatchObject({ reviews: [{ by: 'auditor', verdict: 'agree' }], allowedActions: ['review'] })
      await second.post(`${ordered}/${look.id}/review`, said('object')).expect(201, { state: 'reviewed' })
      expect(await listed(auditor)).toBeUndefined()
      await auditor.get(`${ordered}/counts`).expect(200, { open: 0, reviewed: 1 })

      await app.settled()
      expect(app.published('information-network.look-reviewed').map(({ verdict }) => verdict)).toEqual(['agree', 'object'])
      await app.sweep(SecurityAlarms)
      const alarms = (await auditor.get('/api/information-network/security-alarms').expect(200)).body.items
      expect(alarms).toContainEqual(expect.objectContaining({ rule: 'look-objected', account: 'staff-worker' }))
      const reads = (await auditor.get(`${log}?what=log-read`).expect(200)).body.items
      expect(reads.flatMap(({ facts }: { facts: { value: string }[] }) => facts.map(({ value }) => value))).toContain('ordered-looks')
    })

    it('is reviewed by auditors of the whole city', async () => {
      const part = app.as('auditor', { area: COMMUNITY })
      for (const path of [ordered, `${ordered}/counts`, doubts]) await part.get(path).expect(403, { code: 'not-allowed' })
    })
  })
})
