import { byDefault, keptAs, list, number, oneOf, optional, part, schemaOf, sealed, text, time } from '@yiwang/persistence'

/** One event that waits for one handler: a row of its own, so that one more costs the same however many wait. */
export interface WaitingEvent {
  id: string
  /** The id of the SetAside. */
  aside: string
  group: string
  eventId: string
  type: string
  sequence: number
  time: string
  /** The event as it was sent; its personal fields are sealed in it. */
  event: string
}

export const waitingEventSchema = schemaOf<WaitingEvent>('set-aside-events', {
  aside: text,
  group: text,
  eventId: text,
  type: text,
  sequence: number,
  time: text,
  event: text,
}).index({ aside: 1, sequence: 1, _id: 1 }) // in their order

/** As earlier versions kept it, all within one document. */
export type EmbeddedEvent = Pick<WaitingEvent, 'id' | 'type' | 'sequence' | 'time' | 'event'>

/** That one handler could not take an event of one aggregate. The event that failed, and all later ones, are rows of their own. */
export interface SetAside {
  id: string
  group: string
  handler: string
  aggregate: string
  state: 'retrying' | 'parked' | 'clear'
  attempts: number
  /** When it is tried again; later while an instance has it in hand. */
  due?: Date
  error?: string
  /** Moved on after each row that was added: who finds no row and clears this sees whether one came in between. */
  queued: number
  /** Of an earlier version; each becomes a row as soon as it is seen. */
  events: EmbeddedEvent[]
}

export const setAsideSchema = schemaOf<SetAside>('set-aside', {
  group: text,
  handler: text,
  aggregate: text,
  state: oneOf(['retrying', 'parked', 'clear']),
  attempts: number,
  due: optional(time),
  error: optional(sealed(text)),
  queued: byDefault(0, number),
  events: byDefault([], list(part<EmbeddedEvent>({ id: text, type: text, sequence: number, time: text, event: text }))),
})
  .index({ state: 1, _id: 1 })
  .index({ state: 1, due: 1, _id: 1 })

keptAs(waitingEventSchema, 'passing')
keptAs(setAsideSchema, 'passing')
