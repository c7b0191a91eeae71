import { HotlineModule } from '@yiwang/hotline'
import { type ServicesUnderTest, startService } from '@yiwang/testing'
import { aTicket, people, tickets } from './given'

const year = (id: string, given: object = {}) => ({ year: id, off: [], worked: [], noticed: true, ...given })
const due = (day: string, dueProvisional: boolean) => ({ dueAt: new Date(`${day}T23:59:59+08:00`).toISOString(), dueProvisional })

describe('a deadline in working days', () => {
  let app: ServicesUnderTest
  beforeAll(async () => {
    app = await startService(HotlineModule)
    app.clock.set('2026-09-30T10:00:00+08:00')
  })

  it('is provisional, by weekends, until the calendar has come; then final, and does not move with it', async () => {
    const { operator } = people(app)
    const tell = (id: string, given?: object) => app.deliver('information-network.calendar-changed', year(id, given), { subject: id })
    const record = async () => (await operator.post(tickets, aTicket()).expect(201)).body
    const first = await record()
    expect(first).toMatchObject(due('2026-10-07', true))

    await tell('2026', { off: ['2026-10-01', '2026-10-02', '2026-10-05', '2026-10-06', '2026-10-07'], worked: ['2026-10-10'] })
    const second = await record()
    expect(second).toMatchObject(due('2026-10-13', false))

    await tell('2026', { off: ['2026-10-01'] })
    expect(await record()).toMatchObject(due('2026-10-08', false))

    // With the reply a term ends: what was provisional is counted by what is known now, what was final stays.
    const answer = async ({ id }: { id: string }) => (await operator.post(`${tickets}/${id}/answer`, { reply: '已修好' }).expect(201)).body
    expect(await answer(first)).toMatchObject(due('2026-10-08', false))
    expect(await answer(second)).toMatchObject(due('2026-10-13', false))
  })

  it('is provisional where it reaches a year without a notice', async () => {
    app.clock.set('2026-12-28T10:00:00+08:00')
    const { operator } = people(app)
    const record = async () => (await operator.post(tickets, aTicket()).expect(201)).body
    expect(await record()).toMatchObject(due('2027-01-04', true))
    await app.deliver('information-network.calendar-changed', year('2027', { off: ['2027-01-01'] }), { subject: '2027' })
    expect(await record()).toMatchObject(due('2027-01-05', false))
  })
})
