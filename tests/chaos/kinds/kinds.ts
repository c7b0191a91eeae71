import type { ServiceName } from '@yiwang/contracts'
import type { Caller } from '../caller'
import type { Collected } from '../checker/collected'
import type { Found } from '../checker/found'
import type { Message } from '../checker/topics'
import type { Account, Client, Wish } from '../client'
import type { History, Operation } from '../history'

/** A record of a good day is made a bad one; the checker must name it by these words. */
export type Tampering = [name: string, tamper: (day: Collected) => void, named: RegExp]

/** What one service hands over to the day under faults. Everything else (chains, promises, copies, rest) is the same for all. */
export interface Kinds {
  service: ServiceName
  /** What a caller may do next, each with its weight among those of all services. */
  wishes(caller: Caller): [weight: number, wish: () => Promise<unknown>][]
  /** By kind of operation, the events that are due once it was acknowledged, in their order. An operation that is not named here changes nothing. */
  due: Record<string, (operation: Operation) => string[]>
  /** Events that no caller asks for and no event causes: timed work. */
  byItself?: string[]
  /** Collections whose answers and events both tell a state: what was told must stand in an event. */
  tellsStates?: string[]
  /** By kind of operation, where what was acknowledged is looked up once more after the day; `field` word for word. */
  lookedUp?: Record<string, { as: Account; list: string; field?: string }>
  /** The line that an event puts into the timelines of those whom it names. */
  line?(event: Message, told: Told): Line | undefined
  /** A figure by name, asked before the day and after it. */
  observe?(desk: Client): Promise<Record<string, number>>
  /** Documents that are under way by timed work: the house is not at rest before they are done, apart from those that never will be. */
  underWay?: { collection: string; where: object; forGood?(history: History): Set<string> }
  /** Read models of other services' things: as each of the source's aggregates was last told. */
  copies?: Copy[]
  /** What of its documents does not fit what happened. */
  faults?(found: Found): Iterable<string>
  /** Doors to be knocked at while a server is away. */
  knocks(count: () => number): Wish[]
  tamperings: Tampering[]
}

export interface Told {
  residentId?: string
  residentIds?: string[]
  reporter?: { residentId?: string }
  beneficiary?: { residentId?: string }
  [id: string]: unknown
}

export interface Line {
  kind: string
  id: unknown
  /** Whom it names; without it, the event's `residentIds`. */
  residents?: (string | undefined)[]
}

export interface Copy {
  collection: string
  source: string
  /** Of the source's events the ones that it takes; all where absent. */
  of?: string[]
  fields: string[]
  /** Aggregates that it need not hold. */
  perhaps?: ReadonlySet<string>
}
