import { DomainError } from '@yiwang/domain'
import { type Collection, runInContext } from '@yiwang/persistence'
import { Job, type JobInHand, LocalMemory, Whole } from '@yiwang/platform'
import { TestClock } from '@yiwang/testing'
import { type JobRecord, LEASE_MS, PAUSES_MS } from '../../libs/platform/src/jobs/job'
import { jobSchema } from '../../libs/platform/src/jobs/job.schema'
import { Jobs } from '../../libs/platform/src/jobs/jobs'
import { Workers } from '../../libs/platform/src/jobs/workers'
import { until } from './instances'
import { type House, rows } from './rows'

class CountForm {
  @Whole({ min: 1, max: 1_000 }) to: number
}

/** Counts, one number a slice. */
class Counting {
  counted: number[] = []
  /** What happens in a slice, before it counts. */
  before: (n: number, work: JobInHand) => Promise<unknown> | undefined = () => undefined

  @Job('count', { input: CountForm })
  async count({ to }: CountForm, at: number = 1, work: JobInHand) {
    await this.before(at, work)
    this.counted.push(at)
    return { next: at < to ? at + 1 : undefined, done: at, of: to }
  }
}

/** By itself, each night at two. */
class Nightly {
  nights = 0

  @Job('nightly', { hour: 2 })
  async night() {
    this.nights++
    return { next: undefined }
  }
}

const never = () => new Promise<void>(() => undefined)

describe.each(rows)('long work on the $name', (row) => {
  let house: House
  let clock: TestClock
  let memory: LocalMemory
  let jobs: Collection<JobRecord>
  const instances: { jobs: Jobs; work: Counting }[] = []

  beforeAll(async () => {
    house = await row.open()
    jobs = house.collection('jobs', jobSchema)
  })
  beforeEach(() => {
    clock = new TestClock()
    clock.set('2026-11-23T09:00:00+08:00')
    memory = new LocalMemory()
  })
  afterEach(async () => {
    for (const { jobs: one } of instances.splice(0)) void one.beforeApplicationShutdown()
    for await (const { id } of jobs.each({})) await jobs.remove(id)
  })
  afterAll(() => house.close())

  const instance = (of = jobs) => {
    const work = new Counting()
    const made = new Jobs({
      service: 'hotline',
      jobs: of,
      broadcast: memory.broadcast,
      workers: new Workers(),
      clock,
      storeEveryMs: 0,
      stopWithinMs: 20,
    })
    const nightly = new Nightly()
    for (const provider of [work, nightly]) made.declare(provider)
    instances.push({ jobs: made, work })
    return { jobs: made, work, nightly }
  }
  const stored = async (id: string) => (await jobs.get(id)) as JobRecord
  const reached = (id: string, done: number) => until(async () => (await stored(id)).done === done)

  it('goes slice by slice to its end, and tells how far it is', async () => {
    const one = instance()
    const told: unknown[] = []
    one.jobs.news().subscribe(({ data }) => told.push(data))
    const { id } = await one.jobs.start('count', { to: 3 }, { id: 'admin-1', name: '陈管理' })
    await one.jobs.finish()
    expect(one.work.counted).toEqual([1, 2, 3])
    expect(await stored(id)).toMatchObject({ state: 'done', done: 3, of: 3, startedBy: { id: 'admin-1', name: '陈管理' }, endedAt: clock.now() })
    const { input, position, holder, dueAt } = await stored(id)
    expect([input, position, holder, dueAt]).toEqual([undefined, undefined, undefined, undefined])
    expect(told).toMatchObject([
      { id, kind: 'count', state: 'running', done: 0 },
      { state: 'running', done: 1, of: 3 },
      { state: 'running', done: 2 },
      { state: 'done', done: 3 },
    ])
  })

  it('starts by itself until it was done once, where its kind says so', async () => {
    class Once {
      times = 0
      fails = true

      @Job('bring-in-line', { once: true })
      async bring() {
        this.times++
        if (this.fails) throw new DomainError('illegal-transition')
        return {}
      }
    }
    const once = new Once()
    const process = () => {
      const { jobs: made } = instance()
      made.declare(once)
      return made
    }
    const look = async (one: Jobs) => {
      await one.look()
      await one.finish()
    }
    const first = process()
    for (let times = 0; times < 2; times++) await look(first)
    expect(once.times).toBe(1)
    once.fails = false
    for (let starts = 0; starts < 3; starts++) await look(process())
    expect(once.times).toBe(2)
  })

  it('is one at a time of its kind, at all instances: who starts it again is answered with it', async () => {
    const [one, other] = [instance(), instance()]
    let go: () => void = () => undefined
    const held = new Promise<void>((resolve) => {
      go = resolve
    })
    for (const { work } of [one, other]) work.before = () => held
    const started = await Promise.all([one, other, one, other].map(({ jobs }) => jobs.start('count', { to: 2 })))
    const [id] = new Set(started.map((job) => job.id))
    expect(started.map((job) => job.id)).toEqual([id, id, id, id])
    go()
    await Promise.all([one.jobs.finish(), other.jobs.finish()])
    expect([...one.work.counted, ...other.work.counted]).toEqual([1, 2])
    expect((await one.jobs.start('count', { to: 1 })).id).not.toBe(id)
  })

  it('is answered to the same request with the same, also when it has ended', async () => {
    const one = instance()
    const ask = () => runInContext({ correlation: 'c', request: { key: 'start-once', body: 'b' } }, () => one.jobs.start('count', { to: 1 }))
    const { id } = await ask()
    await one.jobs.finish()
    expect((await ask()).id).toBe(id)
    await one.jobs.finish()
    expect(one.work.counted).toEqual([1])
  })

  it('goes on where it was once the lease of an instance that died has run out, and what comes of that late counts no more', async () => {
    const [one, other] = [instance(), instance()]
    let late: () => void = () => undefined
    one.work.before = (n) => (n === 3 ? new Promise<void>((resolve) => (late = resolve)) : undefined)
    const { id } = await one.jobs.start('count', { to: 4 })
    await reached(id, 2)

    await other.jobs.look()
    await other.jobs.finish()
    expect(other.work.counted).toEqual([])
    clock.advance(LEASE_MS)
    other.work.before = async (n) => n === 4 && late()
    await other.jobs.look()
    await Promise.all([other.jobs.finish(), one.jobs.finish()])
    expect([one.work.counted, other.work.counted]).toEqual([
      [1, 2, 3],
      [3, 4],
    ])
    expect(await stored(id)).toMatchObject({ state: 'done', done: 4 })
  })

  it('goes on where it was after kill -9', async () => {
    const one = instance()
    one.work.before = (n) => (n === 3 ? never() : undefined)
    const { id } = await one.jobs.start('count', { to: 4 })
    await reached(id, 2)
    instances.pop()
    await house.crash()
    jobs = house.collection('jobs', jobSchema)
    clock.advance(LEASE_MS)
    const other = instance()
    await other.jobs.look()
    await other.jobs.finish()
    expect(other.work.counted).toEqual([3, 4])
    expect(await stored(id)).toMatchObject({ state: 'done', done: 4 })
  })

  it('is left to the next by an instance that stops, without waiting', async () => {
    const one = instance()
    let stopped: Promise<void> | undefined
    one.work.before = async (n) => {
      if (n === 2) stopped = one.jobs.beforeApplicationShutdown()
    }
    const { id } = await one.jobs.start('count', { to: 3 })
    await until(async () => stopped !== undefined)
    await stopped
    expect(await stored(id)).toMatchObject({ state: 'queued', done: 2 })
    const other = instance()
    await other.jobs.look()
    await other.jobs.finish()
    expect([...one.work.counted, ...other.work.counted]).toEqual([1, 2, 3])
  })

  it('is left in a slice that hangs by an instance that stops, and gone on with from there', async () => {
    const [one, other] = [instance(), instance()]
    let hanging = false
    let late: () => void = () => undefined
    one.work.before = (n) =>
      n === 2
        ? new Promise<void>((resolve) => {
            hanging = true
            late = resolve
          })
        : undefined
    const { id } = await one.jobs.start('count', { to: 3 })
    await until(async () => hanging)
    await one.jobs.beforeApplicationShutdown()
    expect(await stored(id)).toMatchObject({ state: 'queued', done: 1 })
    await other.jobs.look()
    await other.jobs.finish()
    expect(other.work.counted).toEqual([2, 3])
    late()
    await one.jobs.finish()
    expect(await stored(id)).toMatchObject({ state: 'done', done: 3 })
  })

  it('begins by itself once a day, however many instances look, also where the first has ended before the second knows of it', async () => {
    clock.set('2026-11-23T02:00:10+08:00')
    // The other has looked before that.
    const before = jest.fn((...asked: Parameters<typeof jobs.find>) => jobs.find(...asked)).mockResolvedValueOnce({ items: [], next: null })
    const [one, other] = [instance(), instance(Object.create(jobs, { find: { value: before } }))]
    await one.jobs.look()
    await one.jobs.finish()
    await other.jobs.look()
    await other.jobs.finish()
    expect([one.nightly.nights, other.nightly.nights]).toEqual([1, 0])
    clock.advance(86_400_000)
    await other.jobs.look()
    await other.jobs.finish()
    await one.jobs.look()
    await one.jobs.finish()
    expect([one.nightly.nights, other.nightly.nights]).toEqual([1, 1])
  })

  it('stops after its slice where somebody cancels it, at whichever instance', async () => {
    const [one, other] = [instance(), instance()]
    let id = ''
    one.work.before = async (n, { signal }) => {
      if (n === 2) await other.jobs.cancel(id)
      expect(signal.aborted).toBe(n === 2)
    }
    id = (await one.jobs.start('count', { to: 9 })).id
    await one.jobs.finish()
    expect(await stored(id)).toMatchObject({ state: 'cancelled', done: 2 })
    await expect(one.jobs.cancel(id)).rejects.toThrow(expect.objectContaining({ code: 'illegal-transition' }))
    expect(one.work.counted).toEqual([1, 2])
  })

  it('is cancelled at once where nobody has it in hand, and where whoever had it is no more', async () => {
    const one = instance()
    one.work.before = (n) => (n === 2 ? never() : undefined)
    const { id } = await one.jobs.start('count', { to: 3 })
    await reached(id, 1)
    instances.pop()
    const other = instance()
    expect(await other.jobs.cancel(id)).toMatchObject({ state: 'running', cancelling: true })
    clock.advance(LEASE_MS)
    await other.jobs.look()
    await other.jobs.finish()
    expect(await stored(id)).toMatchObject({ state: 'cancelled', done: 1 })

    other.work.before = async () => {
      throw new Error('not now')
    }
    const next = await other.jobs.start('count', { to: 3 })
    await other.jobs.finish()
    expect(await other.jobs.cancel(next.id)).toMatchObject({ state: 'cancelled' })
  })

  it('tries a slice that fails again, later and later, and has failed in the end', async () => {
    const one = instance()
    one.work.before = async (n) => {
      if (n === 2) throw new Error('the disk is full')
    }
    const { id } = await one.jobs.start('count', { to: 3 })
    await one.jobs.finish()
    for (const pause of PAUSES_MS) {
      expect(await stored(id)).toMatchObject({ state: 'queued', done: 1, error: 'the disk is full' })
      await one.jobs.look()
      await one.jobs.finish()
      expect(one.work.counted).toEqual([1])
      clock.advance(pause)
      await one.jobs.look()
      await one.jobs.finish()
    }
    expect(await stored(id)).toMatchObject({ state: 'failed', done: 1, error: 'the disk is full', attempts: 4 })
    one.work.before = () => undefined
    await one.jobs.start('count', { to: 1 })
    await one.jobs.finish()
    expect(one.work.counted).toEqual([1, 1])
  })

  it('has failed at once where a rule says no', async () => {
    const one = instance()
    one.work.before = async () => {
      throw new DomainError('unknown-area', { field: 'areaCode' })
    }
    const { id } = await one.jobs.start('count', { to: 3 })
    await one.jobs.finish()
    expect(await stored(id)).toMatchObject({ state: 'failed', error: 'unknown-area {"field":"areaCode"}' })
  })

  it('of an input that the form no longer takes has failed, and says so', async () => {
    const one = instance()
    const { id } = await one.jobs.start('count', { to: 0 })
    await one.jobs.finish()
    expect(await stored(id)).toMatchObject({ state: 'failed', error: expect.stringContaining('to') })
  })

  it('keeps unread what it was started with', async () => {
    const one = instance()
    one.work.before = never
    const { id } = await one.jobs.start('count', { to: 777 }, { id: 'admin-1', name: '陈管理' })
    await until(async () => (await stored(id)).state === 'running')
    const record = JSON.stringify(await house.record('jobs', id))
    expect(record).not.toMatch(/777|陈管理/)
    instances.pop()
  })
})
