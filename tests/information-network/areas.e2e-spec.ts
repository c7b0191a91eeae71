import { CITY, COMMUNITY, PLACEHOLDER, type ServicesUnderTest, testAreas } from '@yiwang/testing'
import { AreaTreeService } from '../../services/information-network/src/areas/area-tree.service'
import { startInformationNetwork } from './start'

const areas = '/api/information-network/areas'
const codes = (body: { items: { code: string }[] }) => body.items.map(({ code }) => code)

describe('the areas', () => {
  let app: ServicesUnderTest
  beforeAll(async () => {
    app = await startInformationNetwork()
  })

  it('are a tree that staff walk from the top', async () => {
    const worker = app.as('worker')
    const top = await worker.get(areas).expect(200)
    expect(top.body.items).toEqual([
      { code: CITY, name: '南通市', level: 'city', parent: null, path: [{ code: CITY, name: '南通市' }], placeholder: false },
    ])
    expect(codes((await worker.get(`${areas}?parent=${CITY}`).expect(200)).body)).toEqual(['320612000000', '320613000000'])
    expect(codes((await worker.get(`${areas}?parent=${COMMUNITY}`).expect(200)).body)).toEqual([])
  })

  it('page by cursor', async () => {
    const operator = app.as('operator')
    const first = await operator.get(`${areas}?parent=${CITY}&limit=1`).expect(200)
    const second = await operator.get(`${areas}?parent=${CITY}&limit=1&cursor=${first.body.next}`).expect(200)
    expect([...codes(first.body), ...codes(second.body)]).toEqual(['320612000000', '320613000000'])
    expect(second.body.next).toBeNull()
  })

  it('say one by one what they are', async () => {
    await app
      .as('coordinator')
      .get(`${areas}/${COMMUNITY}`)
      .expect(200, {
        code: COMMUNITY,
        name: '易家桥社区居委会',
        level: 'community',
        parent: '320613004000',
        path: [{ name: '崇川区' }, { name: '新城桥街道' }, { name: '易家桥社区居委会' }],
        placeholder: false,
      })
    await app.as('admin').get(`${areas}/${PLACEHOLDER}`).expect(200, { placeholder: true })
  })

  it('are found by a part of the name or its initials, within the own area or the one that is named', async () => {
    const found = async (query: string, by = app.as('operator')) => codes((await by.get(`${areas}?${query}`).expect(200)).body)
    for (const q of ['易家桥', 'yjq', 'YJQSQ', '崇川 易家']) expect(await found(`q=${encodeURIComponent(q)}`)).toEqual([COMMUNITY])
    expect(await found('q=yjq&parent=320613004000')).toEqual([COMMUNITY])
    expect(await found('q=yjq&parent=320612000000')).toEqual([])
    expect(await found('q=yjq', app.as('admin', { area: '320612000000' }))).toEqual([])
    expect(await found('q=q&limit=1')).toHaveLength(1)
    const [{ path }] = (await app.as('operator').get(`${areas}?q=yjq`).expect(200)).body.items
    expect(path).toMatchObject([{ code: '320613000000' }, { code: '320613004000' }, { code: COMMUNITY }])
    const known = testAreas.find(({ code }) => code === PLACEHOLDER)
    expect(await found(`q=${encodeURIComponent(known?.name ?? '')}`)).not.toContain(PLACEHOLDER)
    await app
      .as('operator')
      .get(`${areas}?q=`)
      .expect(400, { errors: [{ field: 'q' }] })
    await app
      .as('operator')
      .get(`${areas}?q=y&parent=999999999999`)
      .expect(404, { errors: [{ field: 'parent' }] })
  })

  it('refuse what is none', async () => {
    const operator = app.as('operator')
    await operator.get(`${areas}/320699999999`).expect(404, { code: 'not-found' })
    await operator.get(`${areas}/%00`).expect(404)
    await operator.get(`${areas}?parent=320699999999`).expect(404, { code: 'not-found', errors: [{ field: 'parent' }] })
    await operator.get(`${areas}?parent=3206`).expect(400, { code: 'invalid-input', errors: [{ field: 'parent', code: 'not-an-area-code' }] })
    await operator.get(`${areas}?parents=${CITY}`).expect(400, { errors: [{ field: 'parents', code: 'unknown-field' }] })
    await operator.get(`${areas}?limit=0`).expect(400, { errors: [{ field: 'limit' }] })
    for (const cursor of ['nonsense', Buffer.from('["id","a\\u0000","a\\u0000"]').toString('base64url')]) {
      await operator.get(`${areas}?cursor=${cursor}`).expect(400, { code: 'invalid-cursor' })
    }
    await app.anonymous().get(areas).expect(401)
    await app.as('terminal').get(areas).expect(403)
  })

  it('tell the other services once what they are, and again when something differs', async () => {
    expect(app.published('information-network.area-changed')).toHaveLength(testAreas.length)
    const [known] = app.published('information-network.area-changed').filter(({ code }) => code === COMMUNITY)
    await app.get(AreaTreeService).declareAll([known, { ...known, code: '320613004009', ancestors: ['320613004009', ...known.ancestors.slice(1)] }])
    await app.get(AreaTreeService).declare({ ...known, validFrom: '2020-07-01', validTo: '2026-12-31' })

    await app.as('operator').get(`${areas}/${COMMUNITY}`).expect(200, { validFrom: '2020-07-01', validTo: '2026-12-31' })
    expect(app.published('information-network.area-changed').slice(testAreas.length)).toMatchObject([
      { code: '320613004009' },
      { code: COMMUNITY, validTo: '2026-12-31' },
    ])
  })
})
