import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose'
import { encrypted } from '@yiwang/persistence'

/** One event that waits for one handler: a row of its own, so that one more costs the same however many wait. */
@Schema()
export class WaitingEvent {
  id: string
  /** The id of the SetAside. */
  @Prop({ required: true }) aside: string
  @Prop({ required: true }) group: string
  @Prop({ required: true }) eventId: string
  @Prop({ required: true }) type: string
  @Prop({ required: true }) sequence: number
  @Prop({ required: true }) time: string
  /** The event as it was sent; its personal fields are sealed in it. */
  @Prop({ required: true }) event: string
}

export const waitingEventSchema = SchemaFactory.createForClass(WaitingEvent).index({ aside: 1, sequence: 1, _id: 1 }) // in their order

/** As earlier versions kept it, all within one document. */
@Schema({ _id: false })
export class EmbeddedEvent {
  @Prop({ required: true }) id: string
  @Prop({ required: true }) type: string
  @Prop({ required: true }) sequence: number
  @Prop({ required: true }) time: string
  @Prop({ required: true }) event: string
}

/** That one handler could not take an event of one aggregate. The event that failed, and all later ones, are rows of their own. */
@Schema()
export class SetAside {
  id: string
  @Prop({ required: true }) group: string
  @Prop({ required: true }) handler: string
  @Prop({ required: true }) aggregate: string
  @Prop({ type: String, enum: ['retrying', 'parked', 'clear'], required: true }) state: 'retrying' | 'parked' | 'clear'
  @Prop({ required: true }) attempts: number
  /** When it is tried again; later while an instance has it in hand. */
  @Prop() due?: Date
  @Prop(encrypted()) error?: string
  /** Moved on after each row that was added: who finds no row and clears this sees whether one came in between. */
  @Prop({ default: 0 }) queued: number
  /** Of an earlier version; each becomes a row as soon as it is seen. */
  @Prop({ type: [SchemaFactory.createForClass(EmbeddedEvent)], default: [] }) events: EmbeddedEvent[]
}

export const setAsideSchema = SchemaFactory.createForClass(SetAside).index({ state: 1, _id: 1 }).index({ state: 1, due: 1, _id: 1 })
