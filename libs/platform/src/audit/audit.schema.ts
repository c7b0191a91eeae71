import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose'
import { encrypted } from '@yiwang/persistence'

/** That someone saw personal data unmasked: who, of whom, when and why. Never changed, never removed. */
@Schema()
export class AuditEntry {
  id: string
  @Prop({ required: true }) at: Date
  @Prop({ required: true }) by: string
  @Prop(encrypted({ required: true })) account: string
  @Prop({ required: true }) role: string
  @Prop({ required: true }) kind: string
  @Prop({ required: true }) subject: string
  @Prop(encrypted({ required: true })) purpose: string
  @Prop({ type: [String], required: true }) fields: string[]
}

export const auditSchema = SchemaFactory.createForClass(AuditEntry).index({ kind: 1, subject: 1, at: 1 }).index({ by: 1, at: 1 })
