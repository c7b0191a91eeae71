import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose'
import { encrypted, forgetting } from '@yiwang/persistence'
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
}

// `elderlyFrom` told the year of birth, or the tag.
export const elderSchema = forgetting(SchemaFactory.createForClass(StoredElder), 'elderlyFrom').index({ areas: 1, _id: 1 }) // an area's register
