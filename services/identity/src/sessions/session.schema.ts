import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose'
import type { Session } from './session'

@Schema({ collection: 'sessions' })
export class StoredSession implements Omit<Session, 'id'> {
  @Prop({ required: true }) accountId: string
  @Prop({ required: true }) secretHash: string
  @Prop({ required: true }) sequence: number
  @Prop({ required: true }) createdAt: Date
  @Prop({ required: true }) expiresAt: Date
  @Prop() endedAt?: Date
  @Prop({ type: String, enum: ['signed-out', 'reused', 'account-closed'] }) ended?: Session['ended']
}

export const sessionSchema = SchemaFactory.createForClass(StoredSession).index({ expiresAt: 1 }) // what the sweep takes away
