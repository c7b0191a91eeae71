import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose'

/** A place of a topic that a group could not read. Once an admin let it be passed over it stays, as what was decided: the group may come by again. */
@Schema()
export class StoppedPartition {
  id: string
  @Prop({ required: true }) group: string
  @Prop({ required: true }) topic: string
  @Prop({ required: true }) partition: number
  @Prop({ required: true }) offset: number
  @Prop({ required: true }) fault: string
  @Prop({ type: String, enum: ['stopped', 'passed'], required: true }) state: 'stopped' | 'passed'
  @Prop({ required: true }) since: Date
  /** The admin's id. */
  @Prop() passedBy?: string
  @Prop() passedAt?: Date
}

export const stoppedPartitionSchema = SchemaFactory.createForClass(StoppedPartition).index({ state: 1, _id: 1 })
