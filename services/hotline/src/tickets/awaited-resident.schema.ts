import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose'
import type { PersonRole } from './ticket'

/** A resident whom another service named, and whom the directory did not know when the ticket was made of it. */
@Schema({ collection: 'awaited-residents' })
export class AwaitedResident {
  id: string
  @Prop({ required: true }) residentId: string
  @Prop({ required: true }) ticketId: string
  /** As whom the resident was named. */
  @Prop({ type: [String], required: true }) roles: PersonRole[]
  /** Absent in rows of versions before this, until the first sweep. */
  @Prop() createdAt?: Date
}

export const awaitedResidentSchema = SchemaFactory.createForClass(AwaitedResident)
  .index({ residentId: 1, _id: 1 }) // the resident's news has come
  .index({ createdAt: 1, _id: 1 }) // or will not come any more
