import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose'
import { encrypted } from '@yiwang/persistence'

@Schema({ _id: false })
export class WaitingEvent {
  @Prop({ required: true }) id: string
  @Prop({ required: true }) type: string
  @Prop({ required: true }) sequence: number
  @Prop({ required: true }) time: string
  /** The event as it was sent; its personal fields are sealed in it. */
  @Prop({ required: true }) event: string
}

/** What one handler could not take of one aggregate: the event that failed and all later ones, in their order. */
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
  @Prop({ type: [SchemaFactory.createForClass(WaitingEvent)], required: true }) events: WaitingEvent[]
}

export const setAsideSchema = SchemaFactory.createForClass(SetAside).index({ state: 1, _id: 1 }).index({ state: 1, due: 1, _id: 1 })
