import { everyService } from '@yiwang/station'
import { type Client, COMMUNITY, type ServicesUnderTest, startServices } from '@yiwang/testing'
import { checkCharacter } from '../../services/information-network/src/residents/identity-number'
import { declareAreas } from '../information-network/start'

const digits = '32060219860907211'
const resident = {
  name: '诸葛白云',
  identityNumber: digits + checkCharacter(digits),
  phone: '13912341111',
  areaCode: COMMUNITY,
  address: '秋水里 77 幢 1203 室',
  tags: ['disabled'],
}
const staff = { name: '陈芳', account: 'chen.fang' }

it('care for somebody of forty: home care learns where they live from the network, and lists them as nobody elderly', async () => {
  const app: ServicesUnderTest = await startServices(everyService)
  await declareAreas(app)
  const made = async (who: Client, path: string, body: object = {}) => (await who.post(path, body).expect(201)).body
  const operator = app.as('operator')
  const coordinator = app.as('coordinator')
  const account = { ...staff, role: 'provider', areaCode: COMMUNITY, password: 'a long password' }
  const { id: accountId } = await made(app.as('admin'), '/api/identity/accounts', account)
  const { id: residentId } = await made(operator, '/api/information-network/residents', resident)
  await app.settled()

  const description = '腿骨折，一个人在家'
  const reporter = { name: resident.name, residentId, phone: resident.phone }
  const ticket = await made(operator, '/api/hotline/tickets', { reporter, areaCode: COMMUNITY, description, urgency: 'ordinary' })
  await made(operator, `/api/hotline/tickets/${ticket.id}/refer`, { service: 'home-care', need: '助浴' })
  const provider = await made(coordinator, '/api/home-care/providers', { name: staff.name, phone: '13962900101', accountId, areaCode: COMMUNITY })
  await app.settled()

  const [request] = (await coordinator.get('/api/home-care/requests').expect(200)).body.items
  const plannedAt = app.clock.now().toISOString()
  const { visitId } = await made(coordinator, `/api/home-care/requests/${request.id}/assign`, { providerId: provider.id, plannedAt })
  await app.settled()
  const visitor = app.as('provider', { id: accountId, ...staff })
  const revealed = await made(visitor, `/api/home-care/visits/${visitId}/reveal`, { purpose: 'visit' })
  expect(revealed).toEqual({ name: resident.name, phone: resident.phone, address: resident.address })
  expect((await coordinator.get('/api/home-care/elderly').expect(200)).body.items).toEqual([])
  await app.close()
}, 60_000)
