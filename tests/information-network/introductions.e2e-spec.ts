import { unscoped } from '@yiwang/auth'
import { COMMUNITY, FAR_COMMUNITY, type ServicesUnderTest } from '@yiwang/testing'
import { type Introduced } from '../../services/information-network/src/introductions/introduced'
import { introducedSchema } from '../../services/information-network/src/introductions/introduced.schema'
import { IntroductionsService } from '../../services/information-network/src/introductions/introductions.service'
import { checkCharacter } from '../../services/information-network/src/residents/identity-number'
import { residentSchema } from '../../services/information-network/src/residents/resident.schema'
import { aResident, residents, startInformationNetwork } from './start'

describe('who is introduced to home care', () => {
  let app: ServicesUnderTest
  let made = 0
  const ids: Record<string, string> = {}
  const registered = async (name: string, born: number, given: object = {}) => {
    const digits = `320699${born}0701${String(++made).padStart(3, '0')}`
    const wanted = aResident({ name, identityNumber: digits + checkCharacter(digits), ...given })
    ids[name] = (await app.as('admin').post(residents, wanted).expect(201)).body.id
  }
  const introduced = () => app.published('information-network.resident-introduced').map(({ name }) => name)
  /** What was told since, in whatever order it came. */
  const since = (before: string[]) => {
    const left = [...before]
    return introduced().filter((name) => !left.includes(name) || !left.splice(left.indexOf(name), 1))
  }
  const walk = async (from?: object): Promise<void> => {
    const service = app.get(IntroductionsService)
    for (let { next } = await service.tell({}, from as never); next; ) next = (await service.tell({}, next)).next
    await app.settled()
  }

  beforeAll(async () => {
    app = await startInformationNetwork()
    app.clock.set('2026-12-31T10:00:00+08:00')
    await registered('梅六七', 1967)
    await registered('兰六七', 1967, { tags: ['elderly'] })
    await registered('竹六八', 1968)
    await registered('菊四十', 1986)
    await registered('松远方', 1986, { areaCode: FAR_COMMUNITY })
    await registered('柏老人', 1950)
  })

  describe('since their year has come', () => {
    it('is nobody before it has begun', async () => {
      await walk()
      // Begun by a clock that was ahead.
      await walk({ year: 2027, done: 0, of: 6 })
      expect(introduced()).toEqual([])
    })

    it('is whoever turns 60 in it, with what a change of theirs tells, and twice tells nobody again', async () => {
      app.clock.set('2027-01-01T00:00:00+08:00')
      await walk()
      await walk()
      expect(app.published('information-network.resident-introduced')).toEqual([
        expect.objectContaining({ residentId: ids.梅六七, name: '梅六七', birthYear: 1967, areaCode: COMMUNITY, tags: [], phone: '13800138000' }),
      ])
    })

    it('goes on where it was cut off', async () => {
      app.clock.set('2028-03-01T00:00:00+08:00')
      const residents = unscoped(app.collection<{ id: string }>(residentSchema))
      const before = introduced()
      const { items } = await residents.find({}, { limit: 1 })
      const { next } = await residents.find({}, { limit: items.length })
      await walk({ year: 2028, after: next, done: 1, of: 6 })
      expect(since(before)).toEqual(['竹六八'])
    })

    it('is told one year in one night, where years were missed', async () => {
      app.clock.set('2031-05-01T00:00:00+08:00')
      for (const year of [2029, 2030, 2031, 2031]) {
        await walk()
        expect((await app.collection<Introduced>(introducedSchema).get('so-far'))?.year).toBe(year)
      }
    })

    it('is told again in its year, where a clock was a year ahead: of who was registered in between as well', async () => {
      app.clock.set('2032-05-01T00:00:00+08:00')
      await walk()
      app.clock.set('2031-05-01T12:00:00+08:00')
      await registered('桃七二', 1972)
      const before = introduced()
      await walk()
      expect(since(before)).toEqual([])
      app.clock.set('2032-01-01T00:00:00+08:00')
      await walk()
      expect(since(before)).toEqual(['桃七二'])
    })
  })

  describe('since care is asked for', () => {
    const asked = (requestId: string, residentIds: string[]) =>
      app.deliver('home-care.request-received', { requestId, source: { service: 'hotline', id: 't' }, residentIds, areaCode: COMMUNITY })

    it('is who is named, is younger and lives there: nobody elderly, of elsewhere, or whom nobody knows', async () => {
      const before = introduced()
      await asked('request-1', [ids.菊四十, ids.松远方, ids.柏老人, ids.兰六七, 'nobody'])
      await app.redeliverLast()
      expect(since(before)).toEqual(['菊四十'])
    })

    it('is nobody for whom it was asked before this was told: home care kept everybody then', async () => {
      const before = introduced()
      await app.get(IntroductionsService).forCare([ids.菊四十], COMMUNITY, new Date('2026-06-01T00:00:00Z'))
      expect(since(before)).toEqual([])
    })

    it('stands in no timeline: the request does', async () => {
      const { body } = await app.as('admin').get(`${residents}/${ids.菊四十}/timeline`).expect(200)
      expect(body.items.map(({ type }: { type: string }) => type)).toEqual(['information-network.resident-registered', 'home-care.request-received'])
    })
  })
})
