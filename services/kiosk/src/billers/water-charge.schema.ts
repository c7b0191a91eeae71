import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose'
import { encrypted } from '@yiwang/persistence'
import type { WaterCharge } from './water-charge'

@Schema({ collection: 'water-charges' })
export class StoredWaterCharge implements Omit<WaterCharge, 'id'> {
  @Prop(encrypted({ required: true, lookup: true })) accountNumber: string
  @Prop({ required: true, min: 1 }) amount: number
  @Prop({ type: String, enum: ['settled', 'failed'], required: true }) outcome: WaterCharge['outcome']
  @Prop({ required: true }) decidedAt: Date
}

export const waterChargeSchema = SchemaFactory.createForClass(StoredWaterCharge).index({ accountNumber: 1, _id: 1 }) // what an account has paid
