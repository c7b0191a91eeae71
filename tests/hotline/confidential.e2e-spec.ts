import type { MongoStore } from '@yiwang/persistence/stores'
import { type Client, COMMUNITY, onDistributedRow, type ServicesUnderTest, startService } from '@yiwang/testing'
import mongoose from 'mongoose'
import { HotlineModule } from '../../services/hotline/src'

const tickets = '/api/hotline/tickets'
const PHONE = '13700000021'

describe('who reported in confidence', () => {
  let app: ServicesUnderTest
  let operator: Client
  const report = (more: object) => ({
    areaCode: COMMUNITY,
    description: '夜里偷排污水',
    urgency: 'ordinary',
    reporter: { residentId: 'R-SECRET-1', name: '周国强', phone: PHONE },
    ...more,
  })

  /** A ticket as whoever opens the store sees it. */
  const lies = async (id: string): Promise<Record<string, unknown>> => {
    if (onDistributedRow)
      return (await (app.store as unknown as MongoStore).db.collection('hotline.tickets').findOne({ _id: id as never })) as Record<string, unknown>
    const { document } = app.store.file.get<{ document: ArrayBuffer }>('SELECT document FROM "hotline.tickets" WHERE id = ?', id) as {
      document: ArrayBuffer
    }
    return mongoose.mongo.BSON.deserialize(new Uint8Array(document))
  }

  beforeAll(async () => {
    app = await startService(HotlineModule)
    await app.deliver('information-network.resident-registered', {
      residentId: 'R-SECRET-1',
      name: '周国强',
      phone: PHONE,
      address: '幸福小区1号楼',
      areaCode: COMMUNITY,
      birthYear: 1960,
      tags: [],
    })
    operator = app.as('operator')
  })

  it('is led to by nothing that lies in clear: no register id, no hash of a telephone, no event', async () => {
    const { body } = await operator.post(tickets, report({ confidential: true })).expect(201)
    await app.settled()
    for (const list of [`reporterPhone=${PHONE}`, `q=${PHONE}`]) expect((await operator.get(`${tickets}?${list}`).expect(200)).body.items).toEqual([])
    const told = app.events().filter(({ source, subject }) => source === '/hotline/tickets' && subject === body.id)
    expect(told.length).toBeGreaterThan(0)
    expect(JSON.stringify(told)).not.toContain('R-SECRET-1')
    const secret = await lies(body.id)
    const { body: open } = await operator.post(tickets, report({})).expect(201)
    expect((await operator.get(`${tickets}?reporterPhone=${PHONE}`).expect(200)).body.items).toMatchObject([{ id: open.id }])
    const known = await lies(open.id)
    expect([secret.reporter, known.reporter]).toEqual([{}, {}])
    // By this hash they find it themselves. It is that of nothing else of theirs.
    expect(secret['#']).toEqual({ reportedBy: [expect.any(String)] })
    expect(known['#']).toMatchObject({ reportedBy: [expect.not.stringMatching((secret['#'] as { reportedBy: string[] }).reportedBy[0])] })
  })

  it('is asked by whoever may know, and can be called back', async () => {
    const { body } = await operator.post(tickets, report({ confidential: true })).expect(201)
    await operator.post(`${tickets}/${body.id}/reveal`, { purpose: '回访' }).expect(201, { name: '周国强', phone: PHONE })
    await operator.post(`${tickets}/${body.id}/answer`, { reply: '已查处' }).expect(201, { state: 'resolved' })
    await operator.post(`${tickets}/${body.id}/call-back`, { reached: true, solved: true, satisfied: true }).expect(201, { state: 'closed' })
    expect((await operator.get(`${tickets}/${body.id}`).expect(200)).body.reporter).toMatchObject({ residentId: 'R-SECRET-1' })
  })
})
