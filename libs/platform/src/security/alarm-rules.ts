import { type Day, dayOf, isWeekend } from '@yiwang/domain'
import type { Outcome, SecurityEntry, SecurityWord } from './entry'

/** When lines of the security log are a reason to look. */
export interface AlarmRule {
  name: string
  /** Since when. Of two lines with one name the later one holds from its day on. */
  from: Day
  source: string
  /** Which lines count: this, that came to this; where it is said, for one of these reasons (the fact `code`), or outside these hours. */
  what: SecurityWord
  outcome: Outcome
  codes?: readonly string[]
  /** Where it is said, only those that came to one of these (the fact `state`). */
  states?: readonly string[]
  outside?: { fromHour: number; toHour: number }
  /** Who is told where it is not the auditors alone: the admins of whom it is about, who know these people, beside them or in their place. */
  admins?: 'too' | 'alone'
  /** Whose lines are counted together. */
  per: 'account' | 'subject' | 'address'
  /** So many of them, from so many addresses, or so many different states, within so many minutes. */
  least: number
  of: 'times' | 'addresses' | 'states'
  minutes: number
}

const house = { from: '2026-11-30', source: 'the house’s own; GB/T 22239—2019 level 3 asks that intrusion is noticed and told, and sets no figures' }

/** A city adds its own with its source. Five wrong passwords lock an account for the network that they came from: from there no more are counted. */
export const alarmRules: readonly AlarmRule[] = [
  { ...house, name: 'guessed-account', admins: 'too', what: 'sign-in', outcome: 'refused', per: 'subject', least: 5, of: 'times', minutes: 10 },
  { ...house, name: 'guessing-address', what: 'sign-in', outcome: 'refused', per: 'address', least: 30, of: 'times', minutes: 10 },
  { ...house, name: 'guessed-client', what: 'token', outcome: 'refused', per: 'subject', least: 5, of: 'times', minutes: 10 },
  { ...house, name: 'two-networks', what: 'sign-in', outcome: 'done', per: 'account', least: 3, of: 'addresses', minutes: 10 },
  { ...house, name: 'many-refusals', what: 'refused', outcome: 'refused', per: 'account', least: 60, of: 'times', minutes: 2 },
  { ...house, name: 'many-refusals-at-address', what: 'refused', outcome: 'refused', per: 'address', least: 300, of: 'times', minutes: 2 },
  {
    ...house,
    name: 'reveals-spent',
    admins: 'too',
    what: 'reveal',
    outcome: 'refused',
    codes: ['budget-spent'],
    per: 'account',
    least: 1,
    of: 'times',
    minutes: 2,
  },
  {
    ...house,
    name: 'searches-stopped',
    admins: 'too',
    what: 'search',
    outcome: 'refused',
    codes: ['budget-spent'],
    per: 'account',
    least: 1,
    of: 'times',
    minutes: 2,
  },
  { ...house, name: 'messages-spent', what: 'message', outcome: 'refused', codes: ['city-spent'], per: 'subject', least: 1, of: 'times', minutes: 2 },
  {
    ...house,
    name: 'messages-spent-at-address',
    what: 'message',
    outcome: 'refused',
    codes: ['address-spent'],
    per: 'address',
    least: 1,
    of: 'times',
    minutes: 2,
  },
  {
    ...house,
    name: 'look-objected',
    source: 'the house’s own: whoever reviews a look, or answers who doubts one, says what is wrong; somebody then looks at whoever looked',
    what: 'looks',
    outcome: 'done',
    codes: ['objected'],
    per: 'subject',
    least: 1,
    of: 'times',
    minutes: 2,
  },
  {
    ...house,
    name: 'rights-after-hours',
    what: 'rights',
    outcome: 'done',
    outside: { fromHour: 7, toHour: 20 },
    per: 'account',
    least: 1,
    of: 'times',
    minutes: 2,
  },
  {
    ...house,
    name: 'role-given',
    admins: 'alone',
    what: 'rights',
    outcome: 'done',
    states: ['waiting'],
    per: 'subject',
    least: 1,
    of: 'times',
    minutes: 2,
  },
  {
    ...house,
    name: 'given-alone',
    admins: 'too',
    what: 'rights',
    outcome: 'done',
    states: ['alone'],
    per: 'subject',
    least: 1,
    of: 'times',
    minutes: 2,
  },
  {
    ...house,
    name: 'admin-shut-out',
    source:
      'the house’s own: whoever sets an admin’s password may act as them once three days are over; somebody else asks them now whether it was their wish',
    admins: 'too',
    what: 'rights',
    outcome: 'done',
    states: ['shut-out'],
    per: 'subject',
    least: 1,
    of: 'times',
    minutes: 2,
  },
  {
    ...house,
    name: 'alone-by-shutting-out',
    admins: 'too',
    what: 'rights',
    outcome: 'done',
    states: ['shut-out', 'alone'],
    per: 'account',
    least: 2,
    of: 'states',
    minutes: 3 * 24 * 60,
  },
]

/** What a rule found. */
export interface Alarmed {
  rule: AlarmRule
  /** The account or address that it is about. */
  about: string
  /** Where that account works. */
  areaCode?: string
  /** How often, from how many addresses, or how many states. */
  count: number
}

/** Asia/Shanghai. */
const OFFSET_HOURS = 8
const hourOf = (at: Date) => (at.getUTCHours() + OFFSET_HOURS) % 24

export const rulesOn = (day: Day, rules: readonly AlarmRule[] = alarmRules): AlarmRule[] => [
  ...new Map(rules.filter(({ from }) => from <= day).map((rule) => [rule.name, rule])).values(),
]

/** What of the lines of late is a reason to look. `entries` may hold more than each rule counts. */
export function alarmsIn(entries: SecurityEntry[], now: Date, rules = rulesOn(dayOf(now))): Alarmed[] {
  return rules.flatMap((rule) => {
    const since = now.getTime() - rule.minutes * 60_000
    const counted = entries.filter((entry) => counts(rule, entry) && (entry.until ?? entry.at).getTime() > since)
    const groups = new Map<string, SecurityEntry[]>()
    for (const entry of counted) groups.set(aboutOf(rule, entry) as string, [...(groups.get(aboutOf(rule, entry) as string) ?? []), entry])
    const found = ([about, group]: [string, SecurityEntry[]]) => ({ rule, about, ...placeOf(group), count: sizeOf(rule, group) })
    return [...groups].map(found).filter(({ count }) => count >= rule.least)
  })
}

function counts(rule: AlarmRule, entry: SecurityEntry): boolean {
  if (entry.what !== rule.what || entry.outcome !== rule.outcome || aboutOf(rule, entry) === undefined) return false
  if (rule.codes && !rule.codes.includes(factOf(entry, 'code'))) return false
  if (rule.states && !rule.states.includes(factOf(entry, 'state'))) return false
  return !rule.outside || isOutside(rule.outside, entry.at)
}

const isOutside = ({ fromHour, toHour }: { fromHour: number; toHour: number }, at: Date): boolean =>
  isWeekend(dayOf(at)) || hourOf(at) < fromHour || hourOf(at) >= toHour

function placeOf(group: SecurityEntry[]): { areaCode?: string } {
  const areaCode = group.find((entry) => entry.areaCode)?.areaCode
  return areaCode ? { areaCode } : {}
}

const factOf = ({ facts }: SecurityEntry, wanted: string): string => facts.find(({ name }) => name === wanted)?.value ?? ''

const aboutOf = ({ per }: AlarmRule, entry: SecurityEntry): string | undefined => entry[per]

function sizeOf({ of }: AlarmRule, group: SecurityEntry[]): number {
  if (of === 'times') return group.reduce((sum, { count }) => sum + count, 0)
  return new Set(group.map((entry) => (of === 'states' ? factOf(entry, 'state') : entry.address)).filter(Boolean)).size
}
