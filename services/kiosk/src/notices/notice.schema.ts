import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose'
import type { Notice } from './notice'

@Schema({ collection: 'notices' })
export class StoredNotice implements Omit<Notice, 'id'> {
  @Prop({ required: true }) title: string
  @Prop({ required: true }) text: string
  @Prop({ required: true }) areaCode: string
  @Prop({ required: true }) publishedAt: Date
  @Prop() until?: Date
}

export const noticeSchema = SchemaFactory.createForClass(StoredNotice).index({ areaCode: 1, publishedAt: 1, _id: 1 }) // an area's, the newest first
