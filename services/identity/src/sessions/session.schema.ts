import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose'
import { encrypted } from '@yiwang/persistence'
import type { Session } from './session'

@Schema({ _id: false })
class StoredChange implements NonNullable<Session['changed']> {
  @Prop({ required: true }) from: string
  @Prop(encrypted({ required: true })) to: string
  @Prop({ required: true }) at: Date
}

@Schema({ collection: 'sessions' })
export class StoredSession implements Omit<Session, 'id'> {
  @Prop({ required: true }) accountId: string
  @Prop({ required: true }) secretHash: string
  @Prop({ type: SchemaFactory.createForClass(StoredChange) }) changed?: Session['changed']
  @Prop({ required: true }) sequence: number
  @Prop({ required: true }) createdAt: Date
  @Prop({ required: true }) expiresAt: Date
  @Prop() endedAt?: Date
  @Prop({ type: String, enum: ['signed-out', 'reused', 'account-closed'] }) ended?: Session['ended']
}

export const sessionSchema = SchemaFactory.createForClass(StoredSession).index({ expiresAt: 1 }) // what the sweep takes away
