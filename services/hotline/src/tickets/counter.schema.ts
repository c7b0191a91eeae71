import { from, keptAs, schemaOf } from '@yiwang/persistence'

/** How far a day's ticket numbers were handed out; its id is the day. */
export interface Counter {
  id: string
  next: number
}

export const counterSchema = schemaOf<Counter>('counters', { next: from(1) })

keptAs(counterSchema, 'nobody')
