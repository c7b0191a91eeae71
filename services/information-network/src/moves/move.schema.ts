import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose'
import { encrypted } from '@yiwang/persistence'
import { type Move, moveStates } from './move'

@Schema({ _id: false })
class StoredStaff {
  @Prop({ required: true }) id: string
  @Prop(encrypted({ required: true })) name: string
  @Prop({ required: true }) role: string
}
const staff = SchemaFactory.createForClass(StoredStaff)

@Schema({ collection: 'moves' })
class StoredMove implements Omit<Move, 'id'> {
  @Prop({ type: String, enum: moveStates.names, required: true }) state: Move['state']
  @Prop(encrypted()) name?: string
  @Prop(encrypted()) identityNumber?: string
  @Prop(encrypted()) phone?: string
  @Prop(encrypted()) address?: string
  @Prop(encrypted()) reason?: string
  @Prop({ required: true }) areaCode: string
  @Prop({ type: [String], required: true }) areas: string[]
  @Prop() residentId?: string
  @Prop({ type: [String], required: true }) fromAreas: string[]
  @Prop(encrypted({ required: true, lookup: true })) about: string
  @Prop({ required: true }) turn: number
  @Prop({ type: staff, required: true }) askedBy: Move['askedBy']
  @Prop({ required: true }) askedAt: Date
  @Prop() expiresAt?: Date
  @Prop({ type: staff }) decidedBy?: Move['decidedBy']
  @Prop() decidedAt?: Date
  @Prop(encrypted()) answer?: string
  @Prop() clearAt?: Date
  @Prop() clearedAt?: Date
}

export const moveSchema = SchemaFactory.createForClass(StoredMove)
  .index({ about: 1, turn: 1 }, { unique: true }) // one open request of a kind
  .index({ areas: 1, askedAt: 1, _id: 1 }) // what an area asked for
  .index({ fromAreas: 1, askedAt: 1, _id: 1 }) // what it is asked for
  .index({ residentId: 1, state: 1, _id: 1 }) // whose entry moves
  .index({ clearedAt: 1, clearAt: 1, _id: 1 }) // what is to be taken away
