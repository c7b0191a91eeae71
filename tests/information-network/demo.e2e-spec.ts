import { CITY, COMMUNITY, type ServicesUnderTest, startService } from '@yiwang/testing'
import { InformationNetworkModule } from '../../services/information-network/src/information-network.module'

describe('the demo city', () => {
  let app: ServicesUnderTest
  beforeAll(async () => {
    app = await startService(InformationNetworkModule)
    await app.loadDemo()
    await app.settled()
  })

  it('is Nantong down to its communities, told to every service', async () => {
    expect(app.published('information-network.area-changed')).toHaveLength(2150)
    const { body } = await app.as('operator').get(`/api/information-network/areas?parent=${CITY}`).expect(200)
    expect(body.items).toHaveLength(8)
    await app.as('operator').get('/api/information-network/areas/320614400000').expect(200, { level: 'town', parent: '320614000000' })
    await app.nest.inject({ method: 'GET', url: '/health/ready' }).then(({ statusCode }) => expect(statusCode).toBe(200))
  })

  it('has its departments and committees', async () => {
    const { body } = await app.as('operator').get(`/api/information-network/units?areaCode=320613004000`).expect(200)
    expect(body.items.map(({ kind }: { kind: string }) => kind)).toEqual([
      ...['civil-affairs', 'environment', 'police', 'urban-management', 'water'],
      ...Array(7).fill('committee'),
    ])
    expect(app.published('information-network.unit-changed')).toHaveLength(5)
  })

  it('has residents who are made up and marked so, some old and alone', async () => {
    const { body } = await app.as('operator').get('/api/information-network/residents').expect(200)
    expect(body.items).toHaveLength(12)
    for (const resident of body.items) expect(resident.synthetic).toBe(true)
    const alone = body.items.filter(
      ({ areaCode, tags }: { areaCode: string; tags: string[] }) => areaCode === COMMUNITY && tags.includes('living-alone'),
    )
    expect(alone.length).toBeGreaterThanOrEqual(3)
    await app
      .as('operator')
      .get('/api/information-network/residents?phone=19900000001')
      .expect(200, { items: [{ name: '王**' }] })
  })

  it('changes nothing when it is loaded again, and keeps what was changed since', async () => {
    const { body } = await app.as('operator').get('/api/information-network/residents?phone=19900000001').expect(200)
    await app.as('admin').patch(`/api/information-network/residents/${body.items[0].id}`, { phone: '13900000001' }).expect(200)
    const before = app.events().length
    await app.restart()
    await app.loadDemo()
    expect(app.events()).toHaveLength(before)
    await app.as('operator').get(`/api/information-network/residents/${body.items[0].id}`).expect(200, { phone: '********001', version: 2 })
  })
})
