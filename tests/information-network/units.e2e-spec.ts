import { AreasService } from '@yiwang/platform'
import { CITY, COMMUNITY, FAR_COMMUNITY, OTHER_COMMUNITY, type ServicesUnderTest } from '@yiwang/testing'
import { UnitsService } from '../../services/information-network/src/units/units.service'
import { startInformationNetwork } from './start'

const units = '/api/information-network/units'

describe('the units', () => {
  let app: ServicesUnderTest
  const idsFor = async (query: string, client = app.as('operator')) => {
    const { body } = await client.get(`${units}${query}`).expect(200)
    return body.items.map(({ id }: { id: string }) => id)
  }
  beforeAll(async () => {
    app = await startInformationNetwork()
    const [areas, service] = [app.get(AreasService), app.get(UnitsService)]
    await service.declareDepartment({ kind: 'water', name: '南通市水利局' }, await areas.require(CITY))
    await service.declareDepartment({ kind: 'police', name: '崇川公安分局' }, await areas.require('320613000000'))
  })

  it('are the committees and departments in an area, and the departments above it', async () => {
    expect(await idsFor(`?areaCode=${CITY}`)).toEqual(['320600000000-water', FAR_COMMUNITY, '320613000000-police', OTHER_COMMUNITY, COMMUNITY])
    expect(await idsFor(`?areaCode=320613004000`)).toEqual(['320600000000-water', '320613000000-police', OTHER_COMMUNITY, COMMUNITY])
    expect(await idsFor(`?areaCode=${FAR_COMMUNITY}`)).toEqual(['320600000000-water', FAR_COMMUNITY])
  })

  it('say what they are; a committee’s id is its area code, and a placeholder has none', async () => {
    const { body } = await app.as('operator').get(units).expect(200)
    expect(body.items).toContainEqual({ id: COMMUNITY, name: '易家桥社区居委会', kind: 'committee', areaCode: COMMUNITY })
    expect(body.items).toContainEqual({ id: '320600000000-water', name: '南通市水利局', kind: 'water', areaCode: CITY })
    expect(JSON.stringify(body)).not.toContain('虚拟')
  })

  it('page by cursor, each once', async () => {
    const seen: string[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { body } = await app
        .as('operator')
        .get(`${units}?areaCode=320613004000&limit=1${cursor && `&cursor=${cursor}`}`)
        .expect(200)
      seen.push(...body.items.map(({ id }: { id: string }) => id))
      cursor = body.next
    }
    expect(seen).toEqual(['320600000000-water', '320613000000-police', OTHER_COMMUNITY, COMMUNITY])
  })

  it('are the asker’s own area’s where none is named, and of no other area', async () => {
    const worker = app.as('worker')
    expect(await idsFor('', worker)).toEqual(['320600000000-water', '320613000000-police', COMMUNITY])
    await worker.get(`${units}?areaCode=${OTHER_COMMUNITY}`).expect(404, { code: 'not-found', errors: [{ field: 'areaCode' }] })
    await worker.get(`${units}?areaCode=999999999999`).expect(404, { code: 'not-found', errors: [{ field: 'areaCode' }] })
    await app.as('provider').get(units).expect(403)
  })

  it('tell of departments, not of committees', () => {
    expect(app.published('information-network.unit-changed').map(({ unitId }) => unitId)).toEqual(['320600000000-water', '320613000000-police'])
  })
})
