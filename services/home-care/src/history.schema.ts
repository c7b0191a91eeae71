import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose'
import { encrypted } from '@yiwang/persistence'
import type { Actor, Step } from './history'

@Schema({ _id: false })
class StoredActor implements Actor {
  @Prop({ required: true }) id: string
  @Prop(encrypted({ required: true })) name: string
  @Prop({ required: true }) role: string
}
const actorSchema = SchemaFactory.createForClass(StoredActor)

@Schema({ _id: false })
export class StoredStep implements Step {
  @Prop({ required: true }) at: Date
  @Prop({ required: true }) action: string
  @Prop({ required: true }) state: string
  @Prop({ type: actorSchema }) by?: Actor
  @Prop(encrypted()) note?: string
}

export const stepSchema = SchemaFactory.createForClass(StoredStep)
