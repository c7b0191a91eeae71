import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose'
import { encrypted } from '@yiwang/persistence'
import type { Provider } from './provider'

/** However it was capitalised. */
const inSmallLetters = (account: string) => account.toLowerCase()

@Schema({ collection: 'providers' })
export class StoredProvider implements Omit<Provider, 'id'> {
  @Prop(encrypted({ required: true })) name: string
  @Prop() accountId?: string
  @Prop(encrypted({ lookup: inSmallLetters })) account?: string
  @Prop(encrypted({ required: true })) phone: string
  @Prop({ required: true }) areaCode: string
  @Prop({ type: [String], required: true }) areas: string[]
}

export const providerSchema = SchemaFactory.createForClass(StoredProvider)
  .index({ accountId: 1 }, { unique: true }) // whose visits does this login see?
  .index({ account: 1, _id: 1 }) // who was entered before accounts were chosen?
  .index({ areas: 1, _id: 1 }) // those of a coordinator's area
  .index({ areaCode: 1, _id: 1 }) // those of the areas above it
