import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose'
import { mainNumber } from '@yiwang/domain/normalization'
import { encrypted } from '@yiwang/persistence'
import type { Resident, ResidentTag } from './resident'

@Schema({ collection: 'residents' })
export class StoredResident implements Omit<Resident, 'id'> {
  @Prop(encrypted({ required: true, lookup: true })) name: string
  @Prop(encrypted({ required: true, lookup: true })) identityNumber: string
  @Prop(encrypted({ required: true, lookup: mainNumber })) phone: string
  @Prop(encrypted({ required: true })) address: string
  @Prop({ required: true }) areaCode: string
  @Prop({ type: [String], required: true }) areas: string[]
  @Prop(encrypted({ required: true, type: [String] })) tags: ResidentTag[]
  @Prop({ required: true }) synthetic: boolean
  @Prop({ required: true }) registeredAt: Date
}

export const residentSchema = SchemaFactory.createForClass(StoredResident)
  .index({ identityNumber: 1 }, { unique: true }) // collected once
  .index({ phone: 1, _id: 1 }) // who has this phone
  .index({ name: 1, _id: 1 }) // who has this full name
  .index({ areas: 1, _id: 1 }) // an area's residents
