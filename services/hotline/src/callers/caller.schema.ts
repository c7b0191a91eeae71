import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose'
import { mainNumber } from '@yiwang/domain/normalization'
import { encrypted } from '@yiwang/persistence'
import type { Caller } from './caller'

@Schema({ collection: 'callers' })
class StoredCaller implements Omit<Caller, 'id'> {
  @Prop(encrypted({ required: true })) name: string
  @Prop(encrypted({ required: true, lookup: mainNumber })) phone: string
  @Prop({ required: true }) areaCode: string
  @Prop(encrypted({ required: true, type: [String] })) tags: string[]
}

export const callerSchema = SchemaFactory.createForClass(StoredCaller).index({ phone: 1, _id: 1 }) // who is calling?
