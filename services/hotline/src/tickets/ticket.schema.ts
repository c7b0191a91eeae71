import { seenBy } from '@yiwang/auth'
import { mainNumber } from '@yiwang/domain/normalization'
import { erasedBy, personKinds, placeKinds, source, stepKinds, stepsApart } from '@yiwang/people'
import {
  carrying,
  flag,
  foundBy,
  from,
  keptAs,
  list,
  notFoundBy,
  number,
  oneOf,
  optional,
  part,
  schemaOf,
  sealed,
  text,
  time,
} from '@yiwang/persistence'
import { drawnBy, endedBy } from '@yiwang/platform'
import { presetNames, urgencies } from './deadline'
import { reporterKeys } from './own-tickets'
import { channels, type HistoryEntry, kinds, type Person, seersOf, type Ticket, ticketStates } from './ticket'
import { eraseFrom } from './ticket-erasing'

/** Who they are in the register is sealed as well: only they themselves find tickets by it (`reporterKeys`), and a confidential reporter's is nobody's to know. */
const person = part<Person>({
  ...personKinds,
  residentId: optional(sealed(text)),
  phone: optional(sealed(text, { lookup: mainNumber })),
  phoneWithheld: optional(flag),
  claimed: optional(sealed(flag)),
})

const entry = part<HistoryEntry>({ ...stepKinds, state: oneOf(ticketStates.names), dueAt: optional(time), late: optional(flag) })

export const ticketSchema = schemaOf<Ticket>('tickets', {
  number: text,
  code: sealed(text),
  state: oneOf(ticketStates.names),
  ...placeKinds,
  visibleTo: list(text),
  reporter: person,
  beneficiary: optional(person),
  description: sealed(text),
  kind: oneOf(kinds),
  place: optional(sealed(text)),
  occurredAt: optional(time),
  urgency: oneOf(urgencies),
  channel: oneOf(channels),
  confidential: flag,
  about: optional(part({ id: text, name: text })),
  origin: optional(source),
  unit: optional(part({ id: text, name: text })),
  need: optional(sealed(text)),
  reply: optional(sealed(text)),
  preset: oneOf(presetNames),
  createdAt: time,
  dueAt: time,
  dueProvisional: flag,
  resolvedAt: optional(time),
  closedAt: optional(time),
  late: optional(flag),
  satisfied: optional(flag),
  rating: optional(from(1, 5)),
  termBegan: optional(time),
  history: list(entry),
  apart: optional(number),
})
  .index({ number: 1 }, { unique: true, ...carrying([], { small: true }) }) // the public door, and a search by number
  .index({ 'reporter.phone': 1, createdAt: 1, _id: 1 }, carrying(['state', 'dueAt'], { small: true })) // what one telephone asked for, unless in confidence
  .index({ 'beneficiary.phone': 1, createdAt: 1, _id: 1 }, carrying(['state'], { small: true })) // or what was asked for it
  .index({ visibleTo: 1, dueAt: 1, _id: 1 }, carrying(['areas'])) // the console's list
  .index({ visibleTo: 1, createdAt: 1, _id: 1 }, carrying(['state', 'areas'])) // the newest first
  .index({ visibleTo: 1, state: 1, dueAt: 1, _id: 1 }, carrying(['urgency', 'areas'])) // what waits, and the critical ones of it
  .index({ reportedBy: 1, createdAt: 1, _id: 1 }) // what somebody reported, for themself

seenBy(ticketSchema, 'visibleTo')
foundBy(ticketSchema, 'reportedBy', reporterKeys)
notFoundBy(ticketSchema, 'reporter.phone', ({ confidential }: Ticket) => confidential)
drawnBy<Ticket>(ticketSchema, (ticket) => ({ visibleTo: seersOf(ticket) }))

export const ticketStepSchema = stepsApart('ticket-steps', entry)

erasedBy<Ticket>(ticketSchema, eraseFrom, { apart: ticketStepSchema })
endedBy<Ticket>(ticketSchema, ({ closedAt }) => closedAt, { apart: ticketStepSchema })
keptAs(ticketSchema, 'matter')
keptAs(ticketStepSchema, 'matter')
