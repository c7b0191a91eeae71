import { type Deadline, stateTable } from '@yiwang/domain'
import type * as people from '@yiwang/people/rules'
import type { PresetName, Urgency } from './deadline'

export const kinds = ['advice', 'help', 'complaint', 'report', 'suggestion'] as const
export const channels = ['phone', 'kiosk', 'window', 'web', 'open311', 'referral'] as const

/** What can happen to a ticket: state x step -> state. Where one action at the door has several outcomes, each is a step of its own. */
export const ticketStates = stateTable({
  received: { answer: 'resolved', answerAndClose: 'closed', dispatch: 'dispatched', refer: 'referred' },
  dispatched: { accept: 'handling', return: 'returned' },
  handling: { resolve: 'resolved', resolveAndClose: 'closed' },
  referred: { resolveByCare: 'resolved', resolveByCareAndClose: 'closed', returnByCare: 'returned' },
  returned: { dispatch: 'dispatched', refer: 'referred' },
  resolved: { callInVain: 'resolved', close: 'closed', reopen: 'handling', takeBack: 'returned' },
  closed: {},
})
export type TicketState = (typeof ticketStates.names)[number]
/** The resident still waits for a reply. */
export const awaitingReply = ticketStates.names.filter((state) => state !== 'resolved' && state !== 'closed')
export type TicketStep = Parameters<typeof ticketStates.next>[1]

export interface Person extends people.Person {
  /** The number is kept back, and nobody is to call: a word of its own, so that a missing number is never a slip. */
  phoneWithheld?: boolean
  /** Who they are in the register was told at a terminal or on the telephone, and checked by nobody. */
  claimed?: boolean
}

/** As whom a ticket names people. */
export const personRoles = ['reporter', 'beneficiary'] as const
export type PersonRole = (typeof personRoles)[number]

export interface HistoryEntry extends people.Step<TicketState> {
  /** Where a term begins here (on receipt, on reopening): its deadline. Nothing else in a ticket's life moves the deadline. */
  dueAt?: Date
  /** Where a term ends here (with a reply): whether that was after its deadline. */
  late?: boolean
}

export interface Ticket extends people.Place {
  id: string
  number: string
  /** With the number, what a resident needs to ask how the matter stands. */
  code: string
  state: TicketState
  /** Who sees it: `areas`, and the unit that it is with. */
  visibleTo: string[]
  reporter: Person
  beneficiary?: Person
  description: string
  kind: (typeof kinds)[number]
  place?: string
  occurredAt?: Date
  urgency: Urgency
  channel: (typeof channels)[number]
  /** Who reported it is told to nobody but the hotline and whoever wrote it down: as they asked, or because it reports on somebody. */
  confidential: boolean
  /** Whom a complaint is about, or a report. */
  about?: { id: string; name: string }
  origin?: people.Source
  unit?: { id: string; name: string }
  need?: string
  reply?: string
  preset: PresetName
  createdAt: Date
  dueAt: Date
  dueProvisional: boolean
  resolvedAt?: Date
  closedAt?: Date
  /** Set with the first reply. Once true it stays: a matter that was late is not made punctual by a second term. */
  late?: boolean
  satisfied?: boolean
  rating?: number
  /** When the present term began, where that was a reopening. */
  termBegan?: Date
  history: HistoryEntry[]
  /** How many steps of its history lie apart, after the first. */
  apart?: number
}

/** Who sees it: whoever its place is in the care of, and the people of the unit that it is with. */
export const seersOf = ({ areas, unit }: Pick<Ticket, 'areas' | 'unit'>): string[] => [...new Set([...areas, ...(unit ? [unit.id] : [])])]

export const personInNeed = (ticket: Pick<Ticket, 'reporter' | 'beneficiary'>): Person => ticket.beneficiary ?? ticket.reporter

/** Those that are about somebody. */
export const againstSomebody = ['complaint', 'report'] as const satisfies Ticket['kind'][]
export const isAgainstSomebody = (kind: Ticket['kind']): boolean => againstSomebody.some((one) => one === kind)

/** Who reports on somebody is told to nobody who handles it (举报); whoever complains, to all but those whom they complain of (投诉). Reports of versions before this do not say `confidential`. */
export const isConfidential = ({ confidential, kind }: Pick<Ticket, 'confidential' | 'kind'>): boolean => confidential || kind === 'report'

/** There is somebody who must not learn who it was: what leaves the ticket, by an event or by those who visit, does not say. */
export const hidesReporter = (ticket: Pick<Ticket, 'confidential' | 'kind' | 'about'>): boolean =>
  isConfidential(ticket) || ticket.about !== undefined

/** Whether anybody can be asked if the matter is solved. Where nobody can, the reply is the end: there is no call to wait for. */
export const canBeCalledBack = ({ reporter, beneficiary }: Pick<Ticket, 'reporter' | 'beneficiary'>): boolean =>
  !reporter.phoneWithheld || beneficiary?.phone !== undefined

/** A term begins on receipt and on reopening, with the same limit each time: the resident waits through dispatching, returning and referring alike. */
export const term = ({ at, provisional }: Deadline) => ({ dueAt: at, dueProvisional: provisional })
