import { type Decision, dayAfter, dayOf, startOf } from '@yiwang/domain'
import { isAskedFor, limitsOf } from './limits'
import type { Language, Purpose } from './template'

export type MessageState = 'waiting' | 'sent' | 'failed' | 'dropped'

/** One message to one telephone. Its id says what it is of: the same id is the same message, and is sent once. */
export interface Message {
  id: string
  to: string
  template: string
  purpose: Purpose
  language: Language
  /** In the template's order; taken away once a gateway has them. */
  values: string[]
  state: MessageState
  attempts: number
  /** When it is to be tried next. While it is tried, when somebody else may. */
  dueAt: Date
  /** Later than this it is of use to nobody. */
  until?: Date
  createdAt: Date
  endedAt?: Date
  why?: 'refused-by-recipient' | 'too-many' | 'too-late' | 'refused-by-gateway' | 'gateway-away'
}

export type Wanted = Pick<Message, 'id' | 'to' | 'template' | 'purpose' | 'language' | 'values' | 'until'>

/** What is kept of one telephone: how much it was sent today, and what its owner wants no more of. */
export interface Recipient {
  id: string
  to: string
  day: string
  codes: number
  others: number
  refused: Purpose[]
  /** Absent where something is refused: that is kept. */
  expiresAt?: Date
}

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
/** A gateway that is away or busy is asked again after so long. */
const PAUSES_MS = [5_000, 30_000, 2 * MINUTE_MS, 10 * MINUTE_MS, 60 * MINUTE_MS]
/** How long whoever tries one has it in hand. */
export const LEASE_MS = 30_000
/** A night. */
export const LONGEST_PAUSE_MS = DAY_MS
/** How long it is told that a message was sent, and to whom. */
export const KEPT_MS = 30 * DAY_MS

/** Counts one more message to a telephone; why it is not to be sent, where it is not. A refusal holds, whatever is counted. */
export function count(
  known: Recipient | undefined,
  { id, to, purpose }: Pick<Message, 'to' | 'purpose'> & { id: string },
  now: Date,
): { decision?: Decision<Recipient>; why?: Message['why'] } {
  const day = dayOf(now)
  const today = known?.day === day ? known : { codes: 0, others: 0 }
  const { codesADay, othersADay } = limitsOf(day)
  if (!isAskedFor(purpose) && known?.refused.includes(purpose)) return { why: 'refused-by-recipient' }
  if (isAskedFor(purpose) ? today.codes >= codesADay : today.others >= othersADay) return { why: 'too-many' }
  const { codes, others } = isAskedFor(purpose) ? { ...today, codes: today.codes + 1 } : { ...today, others: today.others + 1 }
  const refused = known?.refused ?? []
  return { decision: { set: { id, to, day, codes, others, refused, expiresAt: keptUntil(day, refused) } } }
}

/** Says no, or yes again, to one kind of message. */
export function refuse(
  known: Recipient | undefined,
  { id, to, purpose, refused }: { id: string; to: string; purpose: Purpose; refused: boolean },
  now: Date,
): Decision<Recipient> {
  const { day, codes, others } = known ?? { day: dayOf(now), codes: 0, others: 0 }
  const before = (known?.refused ?? []).filter((one) => one !== purpose)
  const after = refused ? [...before, purpose] : before
  return { set: { id, to, day, codes, others, refused: after, expiresAt: keptUntil(day, after) } }
}

const keptUntil = (day: string, refused: Purpose[]) => (refused.length ? undefined : startOf(dayAfter(dayAfter(day))))

/** A message as it is kept first: waiting, maybe for the morning, unless nobody is to get it. */
export function accept(wanted: Wanted, why: Message['why'] | undefined, now: Date): Decision<Message> {
  const begun = { ...wanted, attempts: 0, createdAt: now }
  if (why) return { set: { ...begun, values: [], state: 'dropped', why, dueAt: now, endedAt: now } }
  return { set: { ...begun, state: 'waiting', dueAt: isAskedFor(wanted.purpose) ? now : afterQuiet(now) } }
}

/** Takes one in hand to try it, or drops what came too late. Nothing where somebody else has it, or it has ended. */
export function take(message: Message, now: Date): Decision<Message> | undefined {
  const { state, dueAt, until, attempts } = message
  if (state !== 'waiting' || (dueAt > now && dueAt.getTime() - now.getTime() <= LONGEST_PAUSE_MS)) return undefined
  if (until && until <= now) return { set: { state: 'dropped', why: 'too-late', values: [], endedAt: now } }
  return { set: { attempts: attempts + 1, dueAt: new Date(now.getTime() + LEASE_MS) } }
}

/** Gives back what was taken in hand and is not to be sent before then: it was not tried. */
export const putOff = ({ attempts }: Message, until: Date): Decision<Message> => ({ set: { attempts: attempts - 1, dueAt: afterQuiet(until) } })

export type Outcome = 'sent' | 'refused' | 'away'

/** What an attempt leaves behind. `keep`: a simulator shows the words on; a gateway has them, and nobody else needs them. */
export function tried({ attempts, values }: Message, outcome: Outcome, now: Date, { keep }: { keep: boolean }): Decision<Message> {
  if (outcome === 'sent') return { set: { state: 'sent', endedAt: now, values: keep ? values : [] } }
  if (outcome === 'refused') return { set: { state: 'failed', why: 'refused-by-gateway', endedAt: now, values: [] } }
  const pause = PAUSES_MS[attempts - 1]
  if (pause === undefined) return { set: { state: 'failed', why: 'gateway-away', endedAt: now, values: [] } }
  return { set: { dueAt: new Date(now.getTime() + pause) } }
}

/** The moment itself, or the end of the quiet hours that it lies in. */
export function afterQuiet(now: Date): Date {
  const today = dayOf(now)
  const { begins, ends } = limitsOf(today).quiet
  const at = (day: string, time: string) => new Date(`${day}T${time}:00+08:00`)
  if (now < at(today, ends)) return at(today, ends)
  return now < at(today, begins) ? now : at(dayAfter(today), ends)
}
