import type { ProxyScope } from '@yiwang/auth'
import { type Day, type Decision, DomainError, dayOf, endOf, newId, startOf, stateTable } from '@yiwang/domain'
import { type Actor, actorOf } from '@yiwang/people/rules'
import { event } from '../events'
import { type ProxyTerms, proxyTermsAt } from './proxy-terms'

export const proxyStates = stateTable({ agreed: { end: 'ended' }, ended: {} })

/** What the person is to whoever acts for them. */
export const relations = ['mother', 'father', 'spouse', 'grandmother', 'grandfather', 'relative'] as const
export type Relation = (typeof relations)[number]

export const endings = ['by-person', 'by-proxy', 'by-staff', 'over', 'died', 'forgotten'] as const
export type Ending = (typeof endings)[number]

/** What a person has agreed with whoever acts for them. */
export interface Agreed {
  /** Absent where either of them is forgotten. */
  relation?: Relation
  may: ProxyScope[]
  /** To the end of a day. */
  until: Date
}

/** 家人代办: somebody acts for another, who has agreed to it and may end it. */
export interface FamilyProxy extends Agreed {
  id: string
  state: (typeof proxyStates.names)[number]
  /** For whom, and by whom. */
  personId: string
  actingId: string
  /** Both, each of whom sees it. */
  parties: string[]
  agreedAt: Date
  /** Who wrote it down at a counter; nobody where the person named them themselves. */
  recordedBy?: Actor
  endedAt?: Date
  ended?: Ending
}

interface Parties {
  personId: string
  actingId: string
}

/** What somebody wants to agree. */
export interface Wanted {
  relation: Relation
  may: ProxyScope[]
  /** The last day. */
  until: Day
}

interface Agreeing {
  now: Date
  /** Where an agreement follows from something that is good once. */
  id?: string
  recordedBy?: Actor
}

const DAY_MS = 86_400_000

/** Throws `proxy-of-oneself`, `proxy-for-nothing`, and `proxy-until` for a day that has passed or lies too far ahead. */
export function agree(
  { personId, actingId }: Parties,
  { relation, until, ...wanted }: Wanted,
  { now, id = newId(), recordedBy }: Agreeing,
): Decision<FamilyProxy> {
  const may = [...new Set(wanted.may)]
  if (personId === actingId) throw new DomainError('proxy-of-oneself')
  if (!may.length) throw new DomainError('proxy-for-nothing', { field: 'may' })
  const { mostDays } = proxyTermsAt(now)
  const today = dayOf(now)
  const last = dayOf(new Date(startOf(today).getTime() + mostDays * DAY_MS))
  if (until < today || until > last) throw new DomainError('proxy-until', { field: 'until', last })
  const agreed: FamilyProxy = {
    id,
    state: 'agreed',
    personId,
    actingId,
    parties: [personId, actingId],
    relation,
    may,
    until: endOf(until),
    agreedAt: now,
    ...(recordedBy && { recordedBy: actorOf(recordedBy) }),
  }
  const told = {
    proxyId: id,
    residentId: personId,
    actingResidentId: actingId,
    may,
    until: agreed.until.toISOString(),
    atCounter: recordedBy !== undefined,
  }
  return { set: agreed, events: [event('identity.proxy-agreed', told)] }
}

/** Throws `too-many-proxies`, `too-many-persons`. `held`: what either of them has agreed, as it is in force. */
export function requireRoom({ personId, actingId }: Parties, held: Parties[], { mostForOne, mostByOne }: ProxyTerms): void {
  if (held.filter((one) => one.personId === personId).length >= mostForOne) throw new DomainError('too-many-proxies', { max: mostForOne })
  if (held.filter((one) => one.actingId === actingId).length >= mostByOne) throw new DomainError('too-many-persons', { max: mostByOne })
}

export const isInForce = ({ state, until }: FamilyProxy, now: Date): boolean => state === 'agreed' && until > now

/** It ends once. Of whoever is forgotten, what they were to each other goes too. */
export function endProxy(proxy: FamilyProxy, why: Ending, now: Date): Decision<FamilyProxy> | undefined {
  const { state, id, personId, actingId } = proxy
  const forgotten = why === 'forgotten' && proxy.relation ? { relation: undefined } : undefined
  if (state === 'ended') return forgotten && { set: forgotten }
  const told = { proxyId: id, residentId: personId, actingResidentId: actingId, why }
  return {
    set: { state: proxyStates.next(state, 'end'), endedAt: now, ended: why, ...forgotten },
    events: [event('identity.proxy-ended', told)],
  }
}

/** By which of the two. */
export const endingBy = ({ personId }: Parties, residentId: string): Ending => (residentId === personId ? 'by-person' : 'by-proxy')
