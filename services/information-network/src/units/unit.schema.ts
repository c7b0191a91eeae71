import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose'
import { type Unit, type UnitKind, unitKinds } from './unit'

@Schema({ collection: 'units' })
export class StoredUnit implements Omit<Unit, 'id'> {
  @Prop({ required: true }) name: string
  @Prop({ type: String, enum: unitKinds, required: true }) kind: UnitKind
  @Prop({ required: true }) areaCode: string
  @Prop({ type: [String], required: true }) areas: string[]
}

export const unitSchema = SchemaFactory.createForClass(StoredUnit)
  .index({ areas: 1, _id: 1 }) // an area's subtree
  .index({ areaCode: 1, _id: 1 }) // the areas above it
