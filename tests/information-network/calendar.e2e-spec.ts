import { COMMUNITY, type ServicesUnderTest } from '@yiwang/testing'
import { startInformationNetwork } from './start'

const calendar = '/api/information-network/calendar'
const NOTICE = { source: '国务院办公厅关于2027年部分节假日安排的通知', sourceDate: '2026-11-25' }
const aYear = (given: object = {}) => ({ off: ['2027-01-01'], worked: ['2027-01-03'], noticed: true, ...NOTICE, ...given })

describe('the calendar', () => {
  let app: ServicesUnderTest
  const changes = (id: string) => app.published('information-network.calendar-changed').filter(({ year }) => year === id)
  beforeAll(async () => {
    app = await startInformationNetwork()
  })

  it('is there from the first start, told once, and readable for all staff', async () => {
    for (const role of ['operator', 'worker', 'coordinator', 'provider', 'admin'] as const) {
      const { body } = await app.as(role).get(`${calendar}/2026`).expect(200)
      expect(body).toMatchObject({ id: '2026', noticed: true, version: 1, worked: expect.arrayContaining(['2026-10-10']) })
    }
    const { body } = await app.as('worker').get(calendar).expect(200)
    expect(body.items.map(({ id }: { id: string }) => id)).toEqual(Array.from({ length: 23 }, (_, at) => String(2004 + at)))
    expect(changes('2026')).toHaveLength(1)

    await app.as('operator').get(`${calendar}/2027`).expect(404, { code: 'not-found' })
    await app.as('terminal').get(calendar).expect(403)
    await app.anonymous().get(calendar).expect(401)
  })

  it("is set by the city's own admins, and told", async () => {
    const { body } = await app.as('admin').put(`${calendar}/2027`, aYear()).expect(200)
    expect(body).toEqual({ id: '2027', ...aYear(), version: 1 })
    expect(changes('2027')).toEqual([{ year: '2027', ...aYear() }])
    await app.as('admin').put(`${calendar}/2027`, aYear()).expect(200, { version: 1 })
    expect(changes('2027')).toHaveLength(1)

    await app.as('admin', { area: '320613000000' }).put(`${calendar}/2027`, aYear()).expect(403, { code: 'not-allowed' })
    await app.as('operator').put(`${calendar}/2027`, aYear()).expect(403)
  })

  it('is not changed by whoever saw another version', async () => {
    const admin = app.as('admin')
    await admin.put(`${calendar}/2028`, aYear({ off: [], worked: [] }), { 'if-match': '"1"' }).expect(412, { code: 'version-mismatch' })
    const before = (await admin.get(`${calendar}/2025`).expect(200)).body
    const { off, worked, noticed } = before
    await admin.put(`${calendar}/2025`, { ...NOTICE, off, worked, noticed }, { 'if-match': '"1"' }).expect(200, { version: 2 })
    await admin.put(`${calendar}/2025`, { ...NOTICE, off: [], worked, noticed }, { 'if-match': '"1"' }).expect(412)
  })

  it('stays as it was set when the house starts again', async () => {
    const changed = aYear({ off: ['2024-10-01'], worked: [] })
    await app.as('admin').put(`${calendar}/2024`, changed).expect(200, { version: 2 })
    const before = app.events().length
    await app.restart()
    await app
      .as('admin')
      .get(`${calendar}/2024`)
      .expect(200, { off: ['2024-10-01'], version: 2 })
    expect(app.events()).toHaveLength(before)
  })

  it.each([
    ['has a day of another year', { off: ['2026-12-31'] }, 'off', 'day-of-another-year'],
    ['frees a weekend', { off: ['2027-01-02'] }, 'off', 'weekend-is-free'],
    ['works a weekday', { worked: ['2027-01-01'] }, 'worked', 'weekday-is-worked'],
    ['has a notice of no source', { source: undefined }, 'source', 'notice-without-source'],
    ['has a notice of no date', { sourceDate: undefined }, 'sourceDate', 'notice-without-source'],
    ['has a day that is none', { off: ['2027-02-29'] }, 'off', 'invalid-input'],
    ['has days that are no list', { worked: '2027-01-03' }, 'worked', 'invalid-input'],
    ['has more days than a year can', { off: Array(101).fill('2027-01-01') }, 'off', 'invalid-input'],
    ['does not say whether the notice is out', { noticed: undefined }, 'noticed', 'invalid-input'],
    ['says something unknown', { by: COMMUNITY }, 'by', 'invalid-input'],
  ])('is refused where it %s, naming the field', async (_, given, field, code) => {
    const { body } = await app.as('admin').put(`${calendar}/2027`, aYear(given)).expect(400, { code })
    expect(body.errors.map((error: { field: string }) => error.field)).toEqual([field])
  })

  it('has years of four digits', async () => {
    await app
      .as('admin')
      .put(`${calendar}/20270`, aYear())
      .expect(400, { code: 'not-a-year', errors: [{ field: 'year' }] })
  })
})
