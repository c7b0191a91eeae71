import { advance, cancel, create, fail, type JobRecord, jobStates, LEASE_MS, LONGEST_MS, PAUSES_MS, release, take } from './job'

const now = new Date('2026-11-23T09:00:00+08:00')
const later = (ms: number) => new Date(now.getTime() + ms)
const queued = create('job-1', 'count', 1, '{}', undefined, now).set as JobRecord
const running = { ...queued, ...take(queued, 'one', now)?.set } as JobRecord

describe('a job', () => {
  it('can end from every state', () => {
    expect(jobStates.deadEnds()).toEqual([])
    expect(jobStates.unreachable('queued')).toEqual([])
  })

  it('is taken by one at a time, and by another when the lease has run out', () => {
    expect(take(running, 'other', later(LEASE_MS - 1))).toBeUndefined()
    expect(take(running, 'other', later(LEASE_MS))?.set).toMatchObject({ holder: 'other', startedAt: now })
  })

  it('has failed where whoever takes it is lost again and again, at the same place', () => {
    let job = running
    const next = () => take(job, 'another', job.dueAt as Date)?.set
    for (const _ of PAUSES_MS) job = { ...job, ...next() } as JobRecord
    expect(job).toMatchObject({ state: 'running', attempts: PAUSES_MS.length, error: expect.stringContaining('lost') })
    expect(advance(job, 'another', { position: '7', done: 7 }, now)?.set).toMatchObject({ attempts: 0, error: undefined })
    expect(advance(job, 'another', { over: true, done: 8 }, now)?.set).toMatchObject({ state: 'done', error: undefined })
    expect(next()).toMatchObject({ state: 'failed', attempts: PAUSES_MS.length + 1, holder: undefined, input: undefined })
  })

  it('counts the failures of one slice alone', () => {
    const tried = { ...running, position: '3', attempts: PAUSES_MS.length }
    expect(fail(tried, 'one', { position: '3', done: 3 }, new Error('again'), now)?.set.state).toBe('failed')
    expect(fail(tried, 'one', { position: '4', done: 4 }, new Error('another'), now)?.set).toMatchObject({ state: 'queued', attempts: 1 })
  })

  it('is not left to the clock of an instance that was ahead of the time', () => {
    expect(take({ ...running, dueAt: later(3 * LONGEST_MS) }, 'other', now)).toBeDefined()
  })

  it('that has ended is nobody’s any more, and keeps nothing of its input', () => {
    const ended = { ...queued, ...cancel(queued, now)?.set } as JobRecord
    expect(ended).toMatchObject({ state: 'cancelled', endedAt: now, input: undefined, dueAt: undefined })
    expect(take(ended, 'other', later(LEASE_MS))).toBeUndefined()
    expect(() => cancel(ended, now)).toThrow('illegal-transition')
  })

  it('is let go only by whoever has it in hand', () => {
    const reached = { position: '7', done: 7 }
    expect(release(running, 'other', reached, now)).toBeUndefined()
    expect(fail(running, 'other', reached, new Error('late'), now)).toBeUndefined()
    expect(release(running, 'one', reached, now)?.set).toMatchObject({ state: 'queued', position: '7', done: 7, dueAt: now, holder: undefined })
  })

  it('cancelled while it runs ends as cancelled, however its slice ends; one that was over has ended', () => {
    const cancelling = { ...running, ...cancel(running, now)?.set } as JobRecord
    expect(cancelling).toMatchObject({ state: 'running', cancelling: true })
    expect(cancel(cancelling, now)).toBeUndefined()
    expect(fail(cancelling, 'one', { done: 1 }, new Error('stopped'), now)?.set.state).toBe('cancelled')
    expect(release(cancelling, 'one', { done: 3, over: true }, now)?.set.state).toBe('done')
  })
})
