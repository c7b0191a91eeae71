import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose'
import { encrypted } from '@yiwang/persistence'
import type { Step } from '../history'
import { stepSchema } from '../history.schema'
import type { Person } from '../person'
import { personSchema } from '../person.schema'
import { type StoredSource, sourceSchema } from '../source.schema'
import { type CareRequest, requestStates } from './request'

@Schema({ _id: false })
class StoredProviderName {
  @Prop({ required: true }) id: string
  @Prop(encrypted({ required: true })) name: string
}

@Schema({ collection: 'requests' })
export class StoredRequest implements Omit<CareRequest, 'id'> {
  @Prop({ type: String, enum: requestStates.names, required: true }) state: CareRequest['state']
  @Prop({ type: sourceSchema, required: true }) source: StoredSource
  @Prop({ type: [String], required: true }) residentIds: string[]
  @Prop({ type: personSchema, required: true }) person: Person
  @Prop(encrypted({ required: true })) need: string
  @Prop(encrypted()) note?: string
  @Prop({ required: true }) areaCode: string
  @Prop({ type: [String], required: true }) areas: string[]
  @Prop({ required: true }) urgency: string
  @Prop({ required: true }) dueAt: Date
  @Prop({ type: SchemaFactory.createForClass(StoredProviderName) }) provider?: StoredProviderName
  @Prop() plannedAt?: Date
  @Prop() visitId?: string
  @Prop({ required: true }) createdAt: Date
  @Prop({ type: [stepSchema], required: true }) history: Step[]
}

export const requestSchema = SchemaFactory.createForClass(StoredRequest)
  // A coordinator's list: all of an area, or those in one state.
  .index({ areas: 1, dueAt: 1, _id: 1 })
  .index({ areas: 1, state: 1, dueAt: 1, _id: 1 })
  .index({ areas: 1, createdAt: 1, _id: 1 })
  .index({ areas: 1, state: 1, createdAt: 1, _id: 1 })
