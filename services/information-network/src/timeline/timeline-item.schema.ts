import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose'
import type { TimelineItem } from './timeline-item'
import type { Ref } from './timeline-words'

@Schema({ _id: false })
class StoredRef implements Ref {
  @Prop({ type: String, required: true }) kind: Ref['kind']
  @Prop({ required: true }) id: string
}

@Schema({ collection: 'timeline' })
export class StoredTimelineItem implements Omit<TimelineItem, 'id'> {
  @Prop({ required: true }) residentId: string
  @Prop({ required: true }) at: Date
  @Prop({ required: true }) service: string
  @Prop({ required: true }) type: string
  @Prop({ required: true }) summary: string
  @Prop({ type: SchemaFactory.createForClass(StoredRef), required: true }) ref: Ref
  @Prop({ required: true }) order: string
}

export const timelineItemSchema = SchemaFactory.createForClass(StoredTimelineItem).index({ residentId: 1, order: 1, _id: 1 }) // one life, from either end
