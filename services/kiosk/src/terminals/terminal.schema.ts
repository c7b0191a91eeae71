import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose'
import type { Terminal } from './terminal'

@Schema({ collection: 'terminals' })
export class StoredTerminal implements Omit<Terminal, 'id'> {
  @Prop({ required: true }) account: string
  @Prop({ required: true }) name: string
  @Prop({ required: true }) areaCode: string
  @Prop({ type: [String], required: true }) areas: string[]
  @Prop() lastSeenAt?: Date
  @Prop() softwareVersion?: string
}

export const terminalSchema = SchemaFactory.createForClass(StoredTerminal).index({ areas: 1, _id: 1 }) // those of an admin's area
