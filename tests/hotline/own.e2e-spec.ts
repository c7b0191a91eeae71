import { COMMUNITY, type ServicesUnderTest, startService } from '@yiwang/testing'
import { HotlineModule } from '../../services/hotline/src/hotline.module'
import { aResident, aTicket, people, tickets } from './given'

const own = '/api/hotline/own/tickets'

describe('a resident’s own matters', () => {
  let app: ServicesUnderTest
  let who: ReturnType<typeof people>
  let residents = 0
  beforeAll(async () => {
    app = await startService(HotlineModule)
    who = people(app)
  })
  /** Somebody new, known to the hotline. */
  const somebody = async (given: object = {}) => {
    const residentId = `own-${++residents}`
    const phone = `139000100${String(residents).padStart(2, '0')}`
    await app.deliver('information-network.resident-registered', aResident({ residentId, phone, ...given }))
    const by = { residentId, area: COMMUNITY, name: '王桂英' }
    return { residentId, phone, me: app.as('resident', { id: residentId, ...by }), daughter: app.as('resident', { id: 'daughter', ...by }) }
  }
  const mine = async (me: ReturnType<typeof app.as>) => (await me.get(own).expect(200)).body.items as Record<string, unknown>[]
  const recorded = async (more: object) => (await who.operator.post(tickets, aTicket(more)).expect(201)).body

  it('are reported where they live, with a number to name, and go the way of every other', async () => {
    const { me, residentId } = await somebody()
    const { body } = await me.post(own, { description: '楼道的灯坏了', place: '12 幢楼道' }).expect(201)
    expect(body).toMatchObject({ kind: 'help', confidential: false, words: { 'zh-CN': '已受理' }, open: true, dueAt: expect.any(String) })
    const [ticket] = (await who.operator.get(`${tickets}?q=${body.number}`).expect(200)).body.items
    expect(ticket).toMatchObject({ areaCode: COMMUNITY, channel: 'web', urgency: 'ordinary', reporter: { residentId, name: '王**' } })
    expect(ticket.reporter.claimed).toBeUndefined()
    // Of staff nobody wrote it down.
    expect(ticket.history[0].by).toBeUndefined()
    expect(app.published('hotline.ticket-received').at(-1)).toMatchObject({ residentIds: [residentId], channel: 'web' })

    await who.operator.post(`${tickets}/${ticket.id}/answer`, { reply: '已联系物业更换' }).expect(201)
    expect(await mine(me)).toEqual([
      expect.objectContaining({ number: body.number, words: expect.objectContaining({ 'zh-CN': '已办结' }), reply: '已联系物业更换' }),
    ])
    expect(Object.keys((await mine(me))[0] ?? {})).not.toContain('dueAt')
  })

  it('are those that they reported, known to be theirs: none that others told of them, or that only a telephone points to', async () => {
    const { me, residentId, phone } = await somebody()
    const theirs = await recorded({ reporter: { residentId, phone } })
    await recorded({ beneficiary: { residentId, name: '王桂英' } })
    const pointedTo = await recorded({ reporter: { name: '王桂英', phone } })
    expect(pointedTo.reporter).toMatchObject({ residentId, claimed: true })
    expect((await mine(me)).map(({ number }) => number)).toEqual([theirs.number])
    // Somebody who knows them asks: from then on it is.
    await who.worker.post(`${tickets}/${pointedTo.id}/residents/${residentId}/confirm`).expect(201)
    expect((await mine(me)).map(({ number }) => number).sort()).toEqual([theirs.number, pointedTo.number].sort())
  })

  it('told in confidence are theirs to see, not for whoever acts for them, and name them to nobody', async () => {
    const { me, daughter, residentId } = await somebody()
    const before = app.events().length
    const { body } = await me.post(own, { description: '楼上有人群租', kind: 'report' }).expect(201)
    const open = (await me.post(own, { description: '下水道堵了' }).expect(201)).body
    expect((await mine(me)).map(({ number, confidential }) => [number, confidential]).sort()).toEqual(
      [
        [body.number, true],
        [open.number, false],
      ].sort(),
    )
    expect((await mine(daughter)).map(({ number }) => number)).toEqual([open.number])

    const [told] = app.events().slice(before)
    expect(told).toMatchObject({ type: 'hotline.ticket-received' })
    expect(JSON.stringify(told)).not.toContain(residentId)
    const [seen] = (await who.worker.get(`${tickets}?q=${body.number}`).expect(200)).body.items
    expect(seen.reporter).toEqual({})
    expect(seen.history[0].by).toBeUndefined()
  })

  it('are a few in an hour', async () => {
    const { me } = await somebody()
    for (let n = 0; n < 5; n++) await me.post(own, { description: `第 ${n} 件` }).expect(201)
    await me.post(own, { description: '第六件' }).expect(429, { code: 'budget-spent' })
    app.clock.advance(3_600_000)
    await me.post(own, { description: '第六件' }).expect(201)
  })

  it('come once for one sending, and are refused with the field at fault', async () => {
    const { me } = await somebody()
    const key = { 'idempotency-key': 'own-once' }
    const [first, again] = [
      await me.post(own, { description: '灯坏了' }, key).expect(201),
      await me.post(own, { description: '灯坏了' }, key).expect(201),
    ]
    expect(again.body.number).toBe(first.body.number)
    await me.post(own, { description: '' }).expect(400, { errors: [{ field: 'description' }] })
    await me.post(own, { description: '灯', areaCode: '320612001001' }).expect(400, { errors: [{ field: 'areaCode' }] })
    await me.post(own, { description: '灯', reporter: { residentId: 'own-1' } }).expect(400, { errors: [{ field: 'reporter' }] })
  })

  it('are nobody’s whom the register does not have any more', async () => {
    await app.as('resident', { id: 'gone', residentId: 'gone' }).post(own, { description: '灯坏了' }).expect(404)
  })
})
