import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose'

/** How far a day's ticket numbers were handed out; its id is the day. */
export interface Counter {
  id: string
  next: number
}

@Schema({ collection: 'counters' })
class StoredCounter implements Omit<Counter, 'id'> {
  @Prop({ required: true, min: 1 }) next: number
}

export const counterSchema = SchemaFactory.createForClass(StoredCounter)
