import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose'
import { roles } from '@yiwang/auth'
import { encrypted, forgetting } from '@yiwang/persistence'
import { type Account, loginOf } from './account'

@Schema({ collection: 'accounts' })
export class StoredAccount implements Omit<Account, 'id'> {
  @Prop(encrypted({ required: true, lookup: loginOf })) account: string
  @Prop(encrypted({ required: true })) name: string
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
}

// `login` told who works here; `failures` and `lockedUntil` were counted here before attempts.schema.ts.
export const accountSchema = forgetting(SchemaFactory.createForClass(StoredAccount), 'login', 'failures', 'lockedUntil')
  .index({ account: 1 }, { unique: true })
  .index({ areas: 1, role: 1, _id: 1 }) // an admin's list
  .index({ role: 1, told: 1, _id: 1 }) // whom nobody was told of yet
