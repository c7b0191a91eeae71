import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose'
import { roles } from '@yiwang/auth'
import type { Account } from './account'

@Schema({ collection: 'accounts' })
export class StoredAccount implements Omit<Account, 'id'> {
  @Prop({ required: true }) account: string
  @Prop({ required: true }) login: string
  @Prop({ required: true }) name: string
  @Prop({ type: String, enum: roles, required: true }) role: Account['role']
  @Prop({ required: true }) areaCode: string
  @Prop({ type: [String], required: true }) areas: string[]
  @Prop() unitId?: string
  @Prop({ required: true }) passwordHash: string
  @Prop({ required: true }) disabled: boolean
  @Prop() told?: boolean
  @Prop() pinHash?: string
  @Prop({ min: 0 }) pinFailures?: number
  @Prop() pinLockedUntil?: Date
  @Prop({ required: true }) sessionsFrom: Date
  @Prop({ required: true }) createdAt: Date
  // Of an earlier version, which counted here and cannot do without: today attempts.schema.ts has what counts.
  @Prop({ required: true, default: 0 }) failures: number
  @Prop() lockedUntil?: Date
}

export const accountSchema = SchemaFactory.createForClass(StoredAccount)
  .index({ login: 1 }, { unique: true })
  .index({ areas: 1, role: 1, login: 1 }) // an admin's list
  .index({ role: 1, told: 1, _id: 1 }) // whom nobody was told of yet
