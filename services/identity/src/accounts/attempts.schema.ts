import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose'
import { encrypted } from '@yiwang/persistence'
import type { Attempts } from './attempts'

@Schema({ _id: false })
class StoredWrong {
  @Prop(encrypted({ required: true })) network: string
  @Prop({ required: true, min: 1 }) times: number
  @Prop({ required: true }) until: Date
}

@Schema({ _id: false })
class StoredKnown {
  @Prop(encrypted({ required: true })) network: string
  @Prop({ required: true }) until: Date
}

@Schema({ collection: 'attempts' })
export class StoredAttempts implements Omit<Attempts, 'id'> {
  @Prop({ type: [SchemaFactory.createForClass(StoredWrong)], required: true }) wrong: Attempts['wrong']
  @Prop({ type: [SchemaFactory.createForClass(StoredKnown)], required: true }) known: Attempts['known']
  @Prop({ required: true }) expiresAt: Date
}

export const attemptsSchema = SchemaFactory.createForClass(StoredAttempts).index({ expiresAt: 1 }) // what the sweep takes away
