import { type EventData, eventsOf } from '@yiwang/contracts'
import type { DomainEvent } from '@yiwang/domain'
import { carrying } from '@yiwang/persistence'
import { encrypted } from '@yiwang/persistence/stores'
import { Schema } from 'mongoose'

export interface Note {
  at: Date
  text?: string
  by?: { id: string; phone?: string }
}
export interface Thing {
  id: string
  number?: string
  state?: string
  areas?: string[]
  count?: number
  due?: Date
  flag?: boolean
  place?: { town: string; street?: string }
  name?: string
  phone?: string
  tags?: string[]
  born?: Date
  notes?: Note[]
}

const by = new Schema({ id: { type: String, required: true }, phone: encrypted() }, { _id: false })
const note = new Schema({ at: { type: Date, required: true }, text: encrypted(), by }, { _id: false })
const place = new Schema({ town: String, street: encrypted() }, { _id: false })

/** A bit of everything that a feature's schema may hold. */
export const thingSchema = new Schema({
  number: String,
  state: { type: String, enum: ['open', 'handling', 'closed', '完成'] },
  areas: { type: [String], default: undefined },
  count: { type: Number, min: 0 },
  due: Date,
  flag: Boolean,
  place,
  name: encrypted(),
  phone: encrypted({ lookup: true }),
  tags: { ...encrypted({ type: [String] }), default: undefined },
  born: encrypted({ type: Date }),
  notes: { type: [note], default: undefined },
})
  .index({ number: 1 }, { unique: true })
  .index({ state: 1 })
  .index({ due: 1 })
  .index({ count: 1 })
  .index({ areas: 1 })
  .index({ areas: 1, due: 1, _id: 1 }, carrying(['flag', 'count']))
  .index({ areas: 1, state: 1, due: 1, _id: 1 })
  .index({ state: 1, count: 1 })
  .index({ state: 1, number: 1 })
  .index({ 'place.town': 1, count: 1 })
  .index({ phone: 1, due: 1 }, carrying(['state', 'count', 'flag', 'number'], { small: true }))
  .index({ flag: 1, count: 1 }, carrying(['due', 'phone', 'areas', 'number']))

const event = eventsOf('hotline')

export const happened = (id: string, satisfied?: boolean): DomainEvent =>
  event('hotline.ticket-closed', { ticketId: id, number: id, state: 'closed', residentIds: [], ...(satisfied !== undefined && { satisfied }) })

/** An event with a personal field. */
export const answered = (id: string, reply: string): DomainEvent =>
  event('hotline.ticket-answered', { ticketId: id, number: id, state: 'resolved', residentIds: [], reply })

/** What breaks its contract, as only a cast past the compiler can. */
export const broken = (id: string): DomainEvent => event('hotline.ticket-closed', { ticketId: id } as EventData<'hotline.ticket-closed'>)
