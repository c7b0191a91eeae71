import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose'
import { mainNumber } from '@yiwang/domain/normalization'
import { encrypted } from '@yiwang/persistence'
import { presetNames, urgencies } from './deadline'
import { channels, type HistoryEntry, kinds, type Person, type Ticket, ticketStates } from './ticket'

@Schema({ _id: false })
class StoredPerson implements Person {
  @Prop(encrypted({ required: true })) name: string
  @Prop(encrypted({ lookup: mainNumber })) phone?: string
  @Prop() phoneWithheld?: boolean
  @Prop(encrypted()) address?: string
  @Prop() residentId?: string
}

@Schema({ _id: false })
class StoredStaff {
  @Prop({ required: true }) id: string
  @Prop(encrypted({ required: true })) name: string
  @Prop({ required: true }) role: string
}

@Schema({ _id: false })
class StoredEntry implements Omit<HistoryEntry, 'by'> {
  @Prop({ required: true }) at: Date
  @Prop({ required: true }) action: string
  @Prop({ type: String, enum: ticketStates.names, required: true }) state: Ticket['state']
  @Prop({ type: SchemaFactory.createForClass(StoredStaff) }) by?: StoredStaff
  @Prop(encrypted()) note?: string
  @Prop() dueAt?: Date
  @Prop() late?: boolean
}

@Schema({ _id: false })
class StoredOrigin {
  @Prop({ required: true }) service: string
  @Prop({ required: true }) id: string
}

@Schema({ _id: false })
class StoredUnit {
  @Prop({ required: true }) id: string
  @Prop({ required: true }) name: string
}

const personSchema = SchemaFactory.createForClass(StoredPerson)

@Schema({ collection: 'tickets' })
class StoredTicket implements Omit<Ticket, 'id' | 'history'> {
  @Prop({ required: true }) number: string
  @Prop(encrypted({ required: true })) code: string
  @Prop({ type: String, enum: ticketStates.names, required: true }) state: Ticket['state']
  @Prop({ required: true }) areaCode: string
  @Prop({ type: [String], required: true }) areas: string[]
  @Prop({ type: [String], required: true }) visibleTo: string[]
  @Prop({ type: personSchema, required: true }) reporter: Person
  @Prop({ type: personSchema }) beneficiary?: Person
  @Prop(encrypted({ required: true })) description: string
  @Prop({ type: String, enum: kinds, required: true }) kind: Ticket['kind']
  @Prop(encrypted()) place?: string
  @Prop() occurredAt?: Date
  @Prop({ type: String, enum: urgencies, required: true }) urgency: Ticket['urgency']
  @Prop({ type: String, enum: channels, required: true }) channel: Ticket['channel']
  @Prop({ required: true }) confidential: boolean
  @Prop({ type: SchemaFactory.createForClass(StoredOrigin) }) origin?: Ticket['origin']
  @Prop({ type: SchemaFactory.createForClass(StoredUnit) }) unit?: Ticket['unit']
  @Prop(encrypted()) need?: string
  @Prop(encrypted()) reply?: string
  @Prop({ type: String, enum: presetNames, required: true }) preset: Ticket['preset']
  @Prop({ required: true }) createdAt: Date
  @Prop({ required: true }) dueAt: Date
  @Prop({ required: true }) dueProvisional: boolean
  @Prop() resolvedAt?: Date
  @Prop() closedAt?: Date
  @Prop() late?: boolean
  @Prop() satisfied?: boolean
  @Prop({ min: 1, max: 5 }) rating?: number
  @Prop({ type: [SchemaFactory.createForClass(StoredEntry)], required: true }) history: StoredEntry[]
}

// Where two indexes serve a list equally well, the first named is taken: one phone's tickets are fewer than an area's.
export const ticketSchema = SchemaFactory.createForClass(StoredTicket)
  .index({ number: 1 }, { unique: true }) // the public door
  .index({ 'reporter.phone': 1, createdAt: 1, _id: 1 }) // earlier tickets of a caller
  .index({ 'beneficiary.phone': 1, createdAt: 1, _id: 1 })
  .index({ 'beneficiary.phone': 1, state: 1, createdAt: 1, _id: 1 })
  .index({ 'reporter.phone': 1, dueAt: 1, _id: 1 })
  .index({ 'reporter.phone': 1, state: 1, createdAt: 1, _id: 1 })
  .index({ 'reporter.phone': 1, state: 1, dueAt: 1, _id: 1 })
  .index({ visibleTo: 1, dueAt: 1, _id: 1 }) // the console's list
  .index({ visibleTo: 1, createdAt: 1, _id: 1 })
  .index({ visibleTo: 1, state: 1, dueAt: 1, _id: 1 })
  .index({ visibleTo: 1, state: 1, createdAt: 1, _id: 1 })
  .index({ visibleTo: 1, state: 1, urgency: 1, dueAt: 1, _id: 1 }) // the critical ones that wait
