import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose'
import type { Notice } from './notice'

@Schema({ collection: 'notices' })
export class StoredNotice implements Omit<Notice, 'id'> {
  @Prop({ required: true }) title: string
  @Prop({ required: true }) text: string
  @Prop({ required: true }) areaCode: string
  @Prop({ type: [String], required: true }) areas: string[]
  @Prop() until?: Date
  @Prop({ required: true }) publishedAt: Date
}

export const noticeSchema = SchemaFactory.createForClass(StoredNotice)
  .index({ areas: 1, publishedAt: 1, _id: 1 }) // an area's subtree, newest first
  .index({ areaCode: 1, publishedAt: 1, _id: 1 }) // the areas above it
