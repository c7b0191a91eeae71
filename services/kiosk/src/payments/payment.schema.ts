import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose'
import { encrypted } from '@yiwang/persistence'
import type { Entry, Posting } from './ledger'
import { type Payment, paymentStates } from './payment'

@Schema({ _id: false })
class StoredPosting implements Posting {
  @Prop({ required: true }) account: string
  @Prop({ required: true }) amount: number
}

@Schema({ _id: false })
class StoredEntry implements Entry {
  @Prop({ required: true }) id: string
  @Prop({ required: true }) at: Date
  @Prop({ type: [SchemaFactory.createForClass(StoredPosting)], required: true }) postings: Posting[]
}

@Schema({ collection: 'payments' })
export class StoredPayment implements Omit<Payment, 'id'> {
  @Prop({ required: true }) terminalId: string
  @Prop({ required: true }) areaCode: string
  @Prop({ type: String, enum: ['water'], required: true }) biller: Payment['biller']
  @Prop(encrypted({ required: true })) accountNumber: string
  @Prop({ required: true, min: 1, max: 10_000_000 }) amount: number
  @Prop(encrypted({ lookup: true })) account?: string
  @Prop({ min: 1 }) turn?: number
  @Prop({ type: String, enum: paymentStates.names, required: true }) state: Payment['state']
  @Prop() reason?: string
  @Prop({ required: true }) createdAt: Date
  @Prop() endedAt?: Date
  @Prop({ required: true }) asked: number
  @Prop({ required: true }) askAt: Date
  @Prop({ type: [SchemaFactory.createForClass(StoredEntry)], required: true }) entries: Entry[]
}

export const paymentSchema = SchemaFactory.createForClass(StoredPayment)
  .index({ state: 1, askAt: 1, _id: 1 }) // whom to ask for next
  .index({ account: 1, turn: 1 }, { unique: true }) // one unfinished payment for one account
