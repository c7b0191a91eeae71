import { join } from 'node:path'
import { onDistributedRow, type ServicesUnderTest, startService } from '@yiwang/testing'
import Database from 'libsql'
import { HotlineModule } from '../../services/hotline/src'
import { isTicketNumber } from '../../services/hotline/src/tickets/ticket-number'
import { aResident, aTicket, people, tickets } from './given'

let app: ServicesUnderTest
let { operator, worker }: ReturnType<typeof people> = {} as never
beforeAll(async () => {
  app = await startService(HotlineModule)
  ;({ operator, worker } = people(app))
})

describe('what is kept', () => {
  it('has a number of its own for each ticket, also for many at once and over a restart', async () => {
    const record = async () => (await operator.post(tickets, aTicket()).expect(201)).body.number as string
    const before = await Promise.all(Array.from({ length: 120 }, record))
    await app.restart()
    const after = await Promise.all(Array.from({ length: 20 }, record))
    expect(new Set([...before, ...after]).size).toBe(140)
    expect([...before, ...after].every(isTicketNumber)).toBe(true)
    expect([...before].sort().at(-1)! < [...after].sort()[0]).toBe(true)
  })

  it('begins its series anew with each day of the city', async () => {
    app.clock.set('2027-03-02T23:59:59+08:00')
    await operator.post(tickets, aTicket()).expect(201, { number: expect.stringMatching(/^20270302-/) })
    app.clock.set('2027-03-03T00:00:00+08:00')
    await operator.post(tickets, aTicket()).expect(201, { number: expect.stringMatching(/^20270303-000001-/) })
  })

  it('cannot be read without the key', async () => {
    await app.deliver('information-network.resident-registered', aResident({ name: '密语甲', phone: '13911112222' }))
    const beneficiary = { name: '密语乙', phone: '13911113333', address: '密语路 8 号' }
    const { body } = await operator
      .post(tickets, aTicket({ reporter: { name: '密语甲', phone: '13911112222' }, beneficiary, description: '密语丙', place: '密语丁' }))
      .expect(201)
    await operator.post(`${tickets}/${body.id}/refer`, { service: 'home-care', need: '密语戊', note: '密语己' }).expect(201)
    await app.deliver('home-care.visit-not-done', {
      requestId: 'request-1',
      source: { service: 'hotline', id: body.id },
      residentIds: ['resident-1'],
      visitId: 'visit-1',
      providerId: 'provider-1',
      at: '2026-11-24T10:00:00+08:00',
      reason: '密语庚',
    })
    await operator.post(`${tickets}/${body.id}/reveal`, { purpose: '密语辛' }).expect(201)
    await worker.get(`${tickets}/${body.id}`).expect(200, { description: '密语丙', place: '密语丁', need: '密语戊' })

    const kept = await app.kept()
    for (const secret of ['密语', '13911112222', '13911113333', body.code]) expect(kept.includes(secret)).toBe(false)
  })

  if (!onDistributedRow) {
    it('cannot be written while another program has locked the file: 503, reading goes on, and so does writing after it', async () => {
      const foreign = new Database(join(app.directory, 'station.db'))
      foreign.exec('BEGIN IMMEDIATE')
      const [refused] = await Promise.all([operator.post(tickets, aTicket()).expect(503), operator.get(tickets).expect(200)])
      expect(refused.headers['retry-after']).toBe('5')
      expect(refused.body).toMatchObject({ code: 'store-unavailable' })
      foreign.exec('ROLLBACK')
      foreign.close()
      await operator.post(tickets, aTicket()).expect(201)
    })
  }
})
