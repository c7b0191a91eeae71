import { DiscoveryService } from '@nestjs/core'
import { Figure } from '@yiwang/platform'
import { COMMUNITY, type ServicesUnderTest, startService } from '@yiwang/testing'
import { HotlineModule } from '../../services/hotline/src'
import { aTicket, tickets } from './given'

let app: ServicesUnderTest
beforeAll(async () => {
  app = await startService(HotlineModule)
})

async function figure(name: string): Promise<number> {
  const found = app
    .get(DiscoveryService)
    .getProviders()
    .map(({ instance }) => instance)
    .find((instance): instance is Figure => instance instanceof Figure && instance.name === name)
  if (!found) throw new Error(`no figure ${name}`)
  return found.read()
}

it('counts the tickets that wait for a reply beyond their deadline', async () => {
  const operator = app.as('operator')
  const overdue = () => figure('yiwang_tickets_overdue')
  app.clock.set('2026-11-24T01:00:00Z')
  const { body: urgent } = await operator.post(tickets, aTicket({ urgency: 'critical' })).expect(201)
  const { body: answered } = await operator.post(tickets, aTicket({ urgency: 'critical' })).expect(201)
  await operator.post(tickets, aTicket()).expect(201)
  await operator.post(`${tickets}/${answered.id}/answer`, { reply: '已办妥' }).expect(201)
  expect(await overdue()).toBe(0)

  app.clock.set('2026-11-24T03:00:01Z')
  expect(await overdue()).toBe(1)
  await operator.post(`${tickets}/${urgent.id}/dispatch`, { unitId: COMMUNITY }).expect(201)
  expect(await overdue()).toBe(1)
  app.clock.set('2026-12-24T01:00:00Z')
  expect(await overdue()).toBe(2)
  await app.as('worker').post(`${tickets}/${urgent.id}/accept`).expect(201)
  await app.as('worker').post(`${tickets}/${urgent.id}/resolve`, { reply: '已修好' }).expect(201, { late: true })
  expect(await overdue()).toBe(1)
})

it('counts what is parked, until it is replayed or dropped', async () => {
  const parked = () => figure('yiwang_parked')
  expect(await parked()).toBe(0)
  await app.deliver('kiosk.need-registered', {
    needId: 'need-nowhere',
    terminalId: 'terminal-1',
    areaCode: '999999999999',
    reporter: { name: '陈志强' },
    description: '邻居需要送午餐',
  })
  expect(await parked()).toBe(1)
  const [aside] = (await app.as('admin').get('/api/hotline/parked').expect(200)).body.items
  await app.as('admin').delete(`/api/hotline/parked/${aside.id}/events/${aside.events[0].id}`).expect(200)
  expect(await parked()).toBe(0)
})
