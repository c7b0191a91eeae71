import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose'
import { encrypted } from '@yiwang/persistence'
import type { Elder } from './elder'

@Schema({ collection: 'elderly' })
export class StoredElder implements Omit<Elder, 'id'> {
  @Prop(encrypted({ required: true })) name: string
  @Prop(encrypted({ required: true })) phone: string
  @Prop(encrypted({ required: true })) address: string
  @Prop(encrypted({ required: true, type: Number })) birthYear: number
  @Prop(encrypted({ required: true, type: [String] })) tags: string[]
  @Prop({ required: true }) areaCode: string
  @Prop({ type: [String], required: true }) areas: string[]
  @Prop({ required: true }) elderlyFrom: Date
}

export const elderSchema = SchemaFactory.createForClass(StoredElder).index({ areas: 1, elderlyFrom: 1, _id: 1 }) // an area's register, the oldest first
