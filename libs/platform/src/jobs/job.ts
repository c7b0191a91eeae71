import { type Decision, DomainError, hasCome, stateTable } from '@yiwang/domain'
import { InvalidInput } from '../http/invalid-input'

/** Queued: nobody has it in hand; it has not begun, or whoever had it stopped. */
export const jobStates = stateTable({
  queued: { take: 'running', cancel: 'cancelled' },
  running: { take: 'running', release: 'queued', finish: 'done', fail: 'failed', cancel: 'cancelled' },
  done: {},
  failed: {},
  cancelled: {},
})

export type JobState = (typeof jobStates.names)[number]

/** Who started it; nobody where it starts by itself. */
export interface StartedBy {
  id: string
  name: string
  /** Not known of those that an earlier version began. */
  role?: string
}

/** Long work of a service: how far it is, and who has it in hand. What it works on is not in it. */
export interface JobRecord {
  id: string
  kind: string
  /** Of one kind one is unfinished at a time (`OneAtATime`). */
  turn: number
  state: JobState
  /** What it was started with, and where its next slice begins, as JSON. Both are gone when it has ended. */
  input?: string
  position?: string
  /** How much is done, and of how much where that is known. */
  done: number
  of?: number
  startedBy?: StartedBy
  createdAt: Date
  startedAt?: Date
  endedAt?: Date
  /** The instance that has it in hand, and until when nobody else takes it. */
  holder?: string
  dueAt?: Date
  cancelling?: boolean
  /** How often the same slice failed, or whoever had it in hand was lost. */
  attempts: number
  error?: string
}

/** So long an instance has it in hand. It renews that while it works; after a crash another takes it then. */
export const LEASE_MS = 15_000
/** Before each new try of a slice; after the last it has failed. */
export const PAUSES_MS = [1_000, 10_000, 60_000]
export const LONGEST_MS = Math.max(LEASE_MS, ...PAUSES_MS)

const after = (now: Date, ms: number) => new Date(now.getTime() + ms)
export const isUnfinished = ({ state }: Pick<JobRecord, 'state'>): boolean => state === 'queued' || state === 'running'
const ended = (state: JobState, endedAt: Date): Partial<JobRecord> => ({
  state,
  endedAt,
  // What a person typed is not kept longer than it is needed.
  input: undefined,
  position: undefined,
  holder: undefined,
  dueAt: undefined,
})

export function create(id: string, kind: string, turn: number, input: string, startedBy: StartedBy | undefined, now: Date): Decision<JobRecord> {
  return { set: { id, kind, turn, state: 'queued', input, done: 0, startedBy, createdAt: now, dueAt: now, attempts: 0 } }
}

/** Takes it in hand; nothing where another has it, or it is too early, or over. One that is to be cancelled ends here. */
export function take(job: JobRecord, holder: string, now: Date): Decision<JobRecord> | undefined {
  if (!isUnfinished(job) || !job.dueAt || !hasCome(job.dueAt, now, LONGEST_MS)) return undefined
  if (job.cancelling) return { set: ended(jobStates.next(job.state, 'cancel'), now) }
  // Whoever had it let nothing be known of it: it may be this slice that ends every process that takes it.
  const died = job.state === 'running'
  const told = died ? { error: DIED, attempts: job.attempts + 1 } : {}
  if (died && job.attempts >= PAUSES_MS.length) return { set: { ...ended('failed', now), ...told } }
  return { set: { state: jobStates.next(job.state, 'take'), holder, dueAt: after(now, LEASE_MS), startedAt: job.startedAt ?? now, ...told } }
}

const DIED = 'the instance that had it in hand was lost'

export interface Reached {
  /** Where the next slice begins, as JSON; absent before the first. */
  position?: string
  /** There is no next. */
  over?: boolean
  done: number
  of?: number
}

/** What whoever has it in hand did of it. Nothing where it is another's by now. */
export function advance(job: JobRecord, holder: string, { position, over, done, of }: Reached, now: Date): Decision<JobRecord> | undefined {
  if (job.holder !== holder) return undefined
  if (over) return { set: { ...ended(jobStates.next(job.state, 'finish'), now), done, of, error: undefined } }
  if (job.cancelling) return { set: { ...ended(jobStates.next(job.state, 'cancel'), now), done, of } }
  return { set: { position, done, of, attempts: 0, error: undefined, dueAt: after(now, LEASE_MS) } }
}

export function renew(job: JobRecord, holder: string, now: Date): Decision<JobRecord> | undefined {
  return job.holder === holder ? { set: { dueAt: after(now, LEASE_MS) } } : undefined
}

/** Lets go of it: whoever comes next goes on at once. */
export function release(job: JobRecord, holder: string, reached: Reached, now: Date): Decision<JobRecord> | undefined {
  const decision = advance(job, holder, reached, now)
  if (!decision || decision.set.endedAt) return decision
  return { set: { ...decision.set, state: jobStates.next(job.state, 'release'), holder: undefined, dueAt: now } }
}

/** A slice that failed is tried again, after a while; in the end the job has failed. One whose rules said no would say it again. */
export function fail(job: JobRecord, holder: string, reached: Reached, error: unknown, now: Date): Decision<JobRecord> | undefined {
  const decision = release(job, holder, reached, now)
  if (!decision || decision.set.endedAt) return decision
  const before = reached.position === job.position ? job.attempts : 0
  const pause = error instanceof DomainError || error instanceof InvalidInput ? undefined : PAUSES_MS[before]
  const told = { error: wordsOf(error), attempts: before + 1 }
  if (pause === undefined) return { set: { ...ended('failed', now), ...told, done: reached.done, of: reached.of } }
  return { set: { ...decision.set, ...told, dueAt: after(now, pause) } }
}

/** One that nobody has in hand ends at once, the others after their slice. DomainError `illegal-transition` where it has ended. */
export function cancel(job: JobRecord, now: Date): Decision<JobRecord> | undefined {
  const state = jobStates.next(job.state, 'cancel')
  if (job.state === 'queued') return { set: ended(state, now) }
  return job.cancelling ? undefined : { set: { cancelling: true } }
}

const MOST = 2_000
export const wordsOf = (error: unknown): string =>
  (error instanceof DomainError ? `${error.code} ${JSON.stringify(error.details)}` : String((error as Error)?.message ?? error)).slice(0, MOST)
