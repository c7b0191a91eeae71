import { ERASED } from '@yiwang/contracts'
import { DomainError, dayOf, yearOf } from '@yiwang/domain'

export * from './reveal-terms'

/** Somebody as one service names them to another: registered (`residentId`), or only as they were told of. */
export interface Person {
  residentId?: string
  name: string
  phone?: string
  address?: string
}

/** Of what a service keeps of somebody, what it tells the others. */
export const toldOf = ({ residentId, name, phone, address }: Person): Person => ({ residentId, name, phone, address })

/** Who did something: a member of staff as they were named and employed then, however that changes later. */
export interface Actor {
  id: string
  name: string
  role: string
}

/** Of whoever is signed in, what is kept beside what they did. */
export const actorOf = ({ id, name, role }: Actor): Actor => ({ id, name, role })

/** One step in the life of a thing. Nobody did it (`by`) where it followed from another service's news. */
export interface Step<State extends string = string> {
  at: Date
  action: string
  /** The state that it led to. */
  state: State
  by?: Actor
  note?: string
}

/** The step that is taken now. */
export const stepOf = <State extends string, More extends object = object>(
  action: string,
  state: State,
  { by, now }: { by?: Actor; now: Date },
  more?: More,
): Step<State> & More => ({ at: now, action, state, ...(by && { by: actorOf(by) }), ...more }) as Step<State> & More

/** What another service made a thing from: `{ service: 'hotline', id: <ticket> }`. */
export interface Source {
  service: string
  id: string
}

/** Where something is: its area, and that area with every area above it, for the scope of who may see it. */
export interface Place {
  areaCode: string
  areas: string[]
}

/** An area as the tree has it: `ancestors` from itself up to the city. */
export interface KnownArea {
  id: string
  ancestors: string[]
}

export const placeOf = ({ id, ancestors }: KnownArea): Place => ({ areaCode: id, areas: ancestors })

/** Two people: DomainError `needs-another-person` where whoever is to decide is the one who asked, or who decided before them. */
export function requireAnother(by: Pick<Actor, 'id'>, ...before: Pick<Actor, 'id'>[]): void {
  if (before.some(({ id }) => id === by.id)) throw new DomainError('needs-another-person')
}

/** Why something of somebody who is to be forgotten stays for now. */
export interface Kept {
  /** It has not ended; a law has it kept; or a legal hold has. */
  why: 'open' | 'by-law' | 'held'
  until?: Date
}

/** What a document is without them, `gone` where nothing is left of it, or why it is kept. */
export type Erased<T> = { set: Partial<T> } | { gone: true } | { kept: Kept }

/** Of a document and somebody in it; undefined where it says nothing of them. */
export type EraseRule<T> = (document: T, residentId: string, now: Date) => Erased<T> | undefined

/** Nobody knows any more who it was. */
export const nobody = (): Person => ({ name: ERASED })

/** What was done stays; what somebody wrote down of it goes. */
export const withoutNote = <S extends Step>(step: S): S => ({ ...step, note: undefined })

/** Law on the Protection of the Rights and Interests of the Elderly, article 2: from 60. */
const ELDERLY_AGE = 60

/** The year of the city's calendar. */
export const yearAt = (now: Date): number => Number(yearOf(dayOf(now)))

/** The year from whose first day on somebody is elderly, whatever their birthday: nothing that follows from it tells more than the year of birth. */
export const elderlyFrom = (birthYear: number): number => birthYear + ELDERLY_AGE

/** Who carries the tag counts as elderly at any age: the network's administrators decided so. */
export const isElderly = ({ birthYear, tags }: { birthYear: number; tags: readonly string[] }, now: Date): boolean =>
  tags.includes('elderly') || yearAt(now) >= elderlyFrom(birthYear)
