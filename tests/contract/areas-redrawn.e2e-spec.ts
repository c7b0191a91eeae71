import { verifyFolder } from '@yiwang/operations'
import { placeKinds } from '@yiwang/people'
import { type Collection, from, schemaOf, sealed, text, Vault } from '@yiwang/persistence'
import { openEnvelope } from '@yiwang/persistence/operations'
import { type Redrawable, redrawable } from '@yiwang/persistence/stores'
import { LocalMemory } from '@yiwang/platform'
import { TestClock } from '@yiwang/testing'
import { type Area, areaSchema } from '../../libs/platform/src/areas/area.schema'
import { AreasService } from '../../libs/platform/src/areas/areas.service'
import { RedrawAreas } from '../../libs/platform/src/areas/redraw-areas'
import { type JobRecord, LEASE_MS } from '../../libs/platform/src/jobs/job'
import { jobSchema } from '../../libs/platform/src/jobs/job.schema'
import { Jobs } from '../../libs/platform/src/jobs/jobs'
import { Workers } from '../../libs/platform/src/jobs/workers'
import { until } from './instances'
import { dataKey, evidenceOf, folder, type House, type Kept, openStation, rows } from './rows'
import { happened } from './things'

interface Matter {
  id: string
  areaCode: string
  areas: string[]
  name: string
  count: number
}
const matterSchema = schemaOf<Matter>('matters', { ...placeKinds, name: sealed(text, { lookup: true }), count: from(0) })
  .index({ areas: 1, _id: 1 })
  .index({ name: 1 })

const OLD = ['community', 'bridge', 'city']
const NEW = ['community', 'mill', 'city']
const matter = (id: string): Matter => ({ id, areaCode: 'community', areas: OLD, name: '王桂英', count: 0 })
const more = (set: object = {}) => ({ set, events: [happened('more')] })
const proof = (kept: Kept, version: number) => openEnvelope(new Vault(dataKey), 'hotline.matters', kept as never, version)

describe.each(rows)('what a document holds of the areas, on the $name', (row) => {
  let house: House
  let matters: Collection<Matter>
  let drawn: Redrawable
  let areas: Collection<Area>
  let jobs: Collection<JobRecord>
  let clock: TestClock
  let memory: LocalMemory
  let instances: Instance[] = []

  const open = () => {
    matters = house.collection('matters', matterSchema)
    areas = house.collection('areas', areaSchema)
    jobs = house.collection('jobs', jobSchema)
    drawn = redrawable(matters)
  }
  beforeEach(async () => {
    house = await row.open()
    clock = new TestClock()
    clock.set('2026-11-29T09:00:00+08:00')
    memory = new LocalMemory()
    instances = []
    open()
  })
  afterEach(async () => {
    for (const { jobs: one } of instances) void one.beforeApplicationShutdown()
    await house.close()
  })

  describe('is brought up to date', () => {
    const redraw = (id: string, of: Redrawable = drawn) => of.redraw(id, ({ areaCode }) => ({ areas: [areaCode, ...NEW.slice(1)] }))

    it('beside its version, its events and whoever has read it', async () => {
      await matters.insert({ ...more(), set: matter('m') })
      const before = (await house.record('matters', 'm')) as Kept
      const events = (await house.events()).length
      expect(await redraw('m')).toBe(true)
      expect(await matters.get('m')).toEqual({ ...matter('m'), areas: NEW, version: 1 })
      const kept = (await house.record('matters', 'm')) as Kept
      expect(kept._.chain).toEqual(before._.chain)
      expect(JSON.parse(proof(kept, 1))).toEqual({ name: '王桂英' })
      expect((await house.events()).length).toBe(events)
      expect((await matters.find({ areas: 'mill' })).items).toHaveLength(1)
      expect((await matters.find({ areas: 'bridge' })).items).toEqual([])
      expect((await matters.find({ name: '王桂英' })).items).toHaveLength(1)
      expect(await matters.change('m', () => more({ count: 1 }), { ifVersion: 1 })).toEqual({ ...matter('m'), areas: NEW, count: 1, version: 2 })
      expect(await redraw('m')).toBe(true)
      expect((await matters.get('m'))?.version).toBe(2)
    })

    it('only where it is as it was written, and not where nothing is to be done', async () => {
      await matters.insert({ set: matter('m') })
      expect(await drawn.redraw('m', () => undefined)).toBe(false)
      expect(await redraw('nobody')).toBe(false)
      const kept = (await house.record('matters', 'm')) as Kept
      await house.put('matters', { ...kept, areaCode: 'another' })
      await expect(redraw('m')).rejects.toThrow('hotline.matters/m')
      expect(await drawn.inClear('', 10)).toMatchObject([{ id: 'm', areaCode: 'another', areas: OLD }])
      expect(await drawn.inClear('m', 10)).toEqual([])
    })

    it('while others change it: neither loses anything', async () => {
      await matters.insert({ set: matter('m') })
      // Another instance: its writes are in no turn with ours.
      const others = house.collection<Matter>('matters', matterSchema)
      for (let round = 0; round < 10; round++) {
        const added = () => others.change('m', ({ count }) => more({ count: count + 1 }))
        const at = `round-${round}`
        const moved = () => drawn.redraw('m', ({ areaCode }) => ({ areas: [areaCode, at] }))
        await Promise.all([added(), moved(), added(), moved(), added()])
        expect(await matters.get('m')).toMatchObject({ areas: ['community', at], count: 3 * (round + 1), version: 3 * (round + 1) + 1 })
      }
    })
  })

  interface Instance {
    jobs: Jobs
    redraw: RedrawAreas
    areas: AreasService
  }

  /** `before`: what happens before a document is written. */
  function instance(before: (id: string) => unknown = () => undefined): Instance {
    const service = new AreasService('hotline', areas, clock, memory.broadcast)
    const made = new Jobs({ service: 'hotline', jobs, broadcast: memory.broadcast, workers: new Workers(), clock, storeEveryMs: 0 })
    const documents: Redrawable = {
      count: (filter) => drawn.count(filter),
      inClear: (after, limit) => drawn.inClear(after, limit),
      redraw: async (id, anew) => {
        await before(id)
        return drawn.redraw(id, anew)
      },
    }
    const redraw = new RedrawAreas(service, made, clock, [{ name: 'matters', schema: matterSchema, documents }])
    made.declare(redraw)
    const one = { jobs: made, redraw, areas: service }
    instances.push(one)
    return one
  }
  const area = (ancestors: string[]): Omit<Area, 'id'> => ({
    name: ancestors[0],
    level: 'community',
    parent: ancestors[1],
    ancestors,
    placeholder: false,
  })
  /** The news of the area that has moved, after that of where it was. */
  const moved = async ({ areas: service }: Instance, to = NEW) => service.upsert('community', () => ({ set: area(to) }))
  const many = (count: number) =>
    Promise.all(Array.from({ length: count }, (_, at) => matters.insert({ set: matter(`m-${String(at).padStart(4, '0')}`) })))
  const stale = () => matters.count({ areas: 'bridge' })
  const lastJob = async () => (await jobs.find({}, { sort: '-createdAt', limit: 1 })).items[0]

  describe('is brought up to date by a job', () => {
    it('that begins when the area has moved, goes over all of them, and once more later', async () => {
      await many(230)
      const one = instance()
      await moved(one, OLD)
      await one.redraw.look()
      expect(await lastJob()).toBeUndefined()
      await moved(one)
      await one.redraw.look()
      await one.jobs.finish()
      expect(await stale()).toBe(0)
      expect(await lastJob()).toMatchObject({ kind: 'redraw-areas', state: 'done', done: 230, of: 230 })
      expect(await matters.get('m-0229')).toEqual({ ...matter('m-0229'), areas: NEW, version: 1 })

      // Written by somebody who had read the area before it moved.
      await matters.insert({ set: matter('late') })
      await one.redraw.look()
      expect(await stale()).toBe(1)
      clock.advance(30_000)
      await one.redraw.look()
      await one.jobs.finish()
      expect(await stale()).toBe(0)
      expect((await areas.get('community'))?.redraw).toBeUndefined()
      clock.advance(60_000)
      await one.redraw.look()
      expect(await jobs.count({ kind: 'redraw-areas' })).toBe(2)
    })

    it('that goes on where it was when it was killed', async () => {
      await many(230)
      const one = instance((id) => id.startsWith('m-015') && new Promise(() => undefined))
      await moved(one, OLD)
      await moved(one)
      await one.redraw.look()
      await until(async () => (await lastJob())?.done === 100)
      instances.pop()
      await house.crash()
      open()
      expect(await stale()).toBeGreaterThan(0)
      clock.advance(LEASE_MS)
      const seen: string[] = []
      const other = instance((id) => seen.push(id))
      await other.jobs.look()
      await other.jobs.finish()
      expect(await lastJob()).toMatchObject({ state: 'done', done: 230 })
      // What lay before the slice in which it died was not looked at once more.
      expect(seen.filter((id) => id < 'm-0100')).toEqual([])
      expect(await stale()).toBe(0)
    })

    it('that loses nothing of what is written meanwhile, and takes up what moves while it walks', async () => {
      await many(120)
      let rounds = 0
      const one = instance(async (id) => {
        if (id === 'm-0007' && !rounds++) await matters.change(id, () => more({ count: 7, name: '李德福' }), { ifVersion: 1 })
        if (id !== 'm-0101' || rounds > 1) return
        // Moves once more: those that were walked over have the areas of before.
        await moved(one, ['community', 'river', 'city'])
        await matters.insert({ set: { ...matter('new'), areas: ['community', 'river', 'city'] } })
      })
      await moved(one, OLD)
      await moved(one)
      await one.redraw.look()
      await one.jobs.finish()
      expect(await matters.get('m-0007')).toEqual({
        ...matter('m-0007'),
        areas: ['community', 'river', 'city'],
        count: 7,
        name: '李德福',
        version: 2,
      })
      expect(await matters.count({ areas: 'river' })).toBe(121)
      expect(await matters.change('m-0000', () => more(), { ifVersion: 1 })).toMatchObject({ version: 2 })
    })

    it('that names what is not as it was written, and does the others', async () => {
      await many(3)
      const kept = (await house.record('matters', 'm-0001')) as Kept
      await house.put('matters', { ...kept, count: 5 })
      const one = instance()
      await one.jobs.start('redraw-areas')
      await one.jobs.finish()
      expect(await stale()).toBe(3)
      await moved(one)
      await one.jobs.start('redraw-areas')
      await one.jobs.finish()
      expect(await lastJob()).toMatchObject({ state: 'queued', error: expect.stringContaining('matters/m-0001') })
      expect((await drawn.inClear('', 10)).map(({ areas: held }) => held)).toEqual([NEW, OLD, NEW])
    })

    it('that stays cancelled until somebody begins it', async () => {
      await many(120)
      let cancelling: Promise<unknown> | undefined
      const one = instance(async () => {
        cancelling ??= lastJob().then(({ id }) => one.jobs.cancel(id))
        await cancelling
      })
      await moved(one, OLD)
      await moved(one)
      await one.redraw.look()
      await one.jobs.finish()
      expect(await lastJob()).toMatchObject({ state: 'cancelled' })
      clock.advance(60_000)
      await one.redraw.look()
      expect(await jobs.count({ kind: 'redraw-areas' })).toBe(1)
      await one.jobs.start('redraw-areas')
      await one.jobs.finish()
      expect(await lastJob()).toMatchObject({ state: 'done' })
      expect(await stale()).toBe(0)
    })
  })
})

it('leaves everything for the evidence to verify', async () => {
  const directory = folder()
  const store = openStation(directory)
  const evidence = evidenceOf(store)
  const matters = store.collection<Matter>('hotline', 'matters', matterSchema)
  await matters.insert({ ...more(), set: matter('m') })
  await evidence.seal(new Date())
  expect(await redrawable(matters).redraw('m', () => ({ areas: NEW }))).toBe(true)
  await matters.change('m', () => more({ count: 1 }), { ifVersion: 1 })
  await evidence.seal(new Date())
  await store.file.close()
  expect(await verifyFolder(directory, new Vault(dataKey))).not.toHaveProperty('fault')
})
