import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose'
import { encrypted } from '@yiwang/persistence'
import type { Account } from './account'

@Schema({ collection: 'accounts' })
export class StoredAccount implements Omit<Account, 'id'> {
  @Prop(encrypted({ required: true })) account: string
  @Prop(encrypted({ required: true })) name: string
  @Prop({ required: true }) areaCode: string
  @Prop({ type: [String], required: true }) areas: string[]
  @Prop({ required: true }) disabled: boolean
}

export const accountSchema = SchemaFactory.createForClass(StoredAccount).index({ areas: 1, _id: 1 }) // those of a coordinator's area
