import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose'
import { encrypted } from '@yiwang/persistence'
import type { Step } from '../history'
import { stepSchema } from '../history.schema'
import type { Person } from '../person'
import { personSchema } from '../person.schema'
import { type StoredSource, sourceSchema } from '../source.schema'
import { type Visit, visitStates } from './visit'

@Schema({ collection: 'visits' })
export class StoredVisit implements Omit<Visit, 'id'> {
  @Prop({ required: true }) requestId: string
  @Prop({ type: sourceSchema, required: true }) source: StoredSource
  @Prop({ type: [String], required: true }) residentIds: string[]
  @Prop({ required: true }) providerId: string
  @Prop({ type: String, enum: visitStates.names, required: true }) state: Visit['state']
  @Prop({ required: true }) plannedAt: Date
  @Prop() startedAt?: Date
  @Prop() endedAt?: Date
  @Prop({ type: personSchema, required: true }) person: Person
  @Prop(encrypted({ required: true })) need: string
  @Prop(encrypted()) note?: string
  @Prop({ required: true }) areaCode: string
  @Prop({ type: [String], required: true }) areas: string[]
  @Prop(encrypted()) report?: string
  @Prop(encrypted()) reason?: string
  @Prop({ type: [stepSchema], required: true }) history: Step[]
}

export const visitSchema = SchemaFactory.createForClass(StoredVisit)
  // A provider's own visits, by time.
  .index({ providerId: 1, plannedAt: 1, _id: 1 })
  .index({ providerId: 1, state: 1, plannedAt: 1, _id: 1 })
