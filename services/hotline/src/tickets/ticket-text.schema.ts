import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose'
import { encrypted } from '@yiwang/persistence'
import type { TextBlock, TicketText } from './ticket-text'

@Schema({ _id: false })
class StoredText implements TicketText {
  @Prop({ required: true }) id: string
  @Prop({ required: true }) number: string
  @Prop({ type: [String], required: true }) areas: string[]
  @Prop({ required: true }) text: string
}

@Schema({ collection: 'ticket-texts' })
class StoredTextBlock implements Omit<TextBlock, 'id'> {
  @Prop({ required: true }) block: string
  @Prop(encrypted({ required: true, type: [SchemaFactory.createForClass(StoredText)] })) texts: TicketText[]
}

export const textBlockSchema = SchemaFactory.createForClass(StoredTextBlock).index({ block: 1 }) // from the newest back
