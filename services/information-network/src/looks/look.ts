import { type EventData, serviceOf } from '@yiwang/contracts'
import { deriveId } from '@yiwang/domain'
import { type EraseRule, purposes, UNDER_ORDER } from '@yiwang/people/rules'

export const recorded = ['hotline.audit-recorded', 'home-care.audit-recorded', 'information-network.audit-recorded'] as const
type Recorded = (typeof recorded)[number]

/** Entries of the services' audits as they are told. */
export interface LookNews {
  id: string
  name: Recorded
  at: Date
  data: EventData<Recorded>
  isErased?: true
}

/** For what somebody was looked at, as they are told: words of the list, and what is recorded without a purpose of its own. */
export const toldPurposes = [...purposes.filter((one) => one !== UNDER_ORDER), 'call', 'search', 'proxy'] as const
export type ToldPurpose = (typeof toldPurposes)[number]

/** What any look was, for whoever has to say whether it was right. */
export interface LookedAt {
  id: string
  at: Date
  service: string
  kind: string
  subject: string
  by: string
  account: string
  role: string
  /** Where they were at work. Entries of before do not say. */
  areaCode?: string
  unitId?: string
  /** What was typed beside the purpose, or for one. Whoever was looked at is not shown it: it may be about others. */
  note?: string
  fields: string[]
}

/** One look at one resident: a line of their list. */
export interface Look extends LookedAt {
  residentId: string
  purpose: ToldPurpose
  /** By time; within the same millisecond by the event. */
  order: string
}

export const lookedAt = ({ name, at, data: { kind, subject, by, account, role, areaCode, unitId, fields } }: LookNews): Omit<LookedAt, 'id'> => ({
  at,
  service: serviceOf(name),
  kind,
  subject,
  by,
  account,
  role,
  ...(areaCode && { areaCode }),
  ...(unitId && { unitId }),
  fields,
})

/**
 * A line for each resident whom a look showed: whom it names, and in entries of before, which name nobody, whose entry of the register it was. None of a look under an order, and none where
 * the purpose can be read no more: it could have been one. A line's id has nothing of the resident, whom it would else lead to.
 */
export function looksOf(news: LookNews): Look[] {
  const { id, at, data, isErased } = news
  if (isErased || data.purpose === UNDER_ORDER) return []
  const word = toldPurposes.find((one) => one === data.purpose)
  const note = [...(word ? [] : [data.purpose]), ...(data.note ? [data.note] : [])].join('\n')
  return whomOf(data).map((residentId, n) => ({
    ...lookedAt(news),
    id: deriveId(id, 'look', String(n)),
    residentId,
    purpose: word ?? 'other',
    ...(note && { note }),
    order: `${at.toISOString()}|${id}`,
  }))
}

/** The residents whom it showed, once each. */
export const whomOf = ({ kind, subject, residentId, residentIds = [] }: LookNews['data']): string[] => [
  ...new Set([...(residentId ? [residentId] : []), ...residentIds, ...(kind === 'resident' ? [subject] : [])]),
]

/** Nothing is left of a line about nobody. */
export const eraseFrom: EraseRule<Look> = (look, residentId) => (look.residentId === residentId ? { gone: true } : undefined)
