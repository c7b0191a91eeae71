import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose'
import { encrypted } from '@yiwang/persistence'
import type { Need, Person } from './need'

@Schema({ _id: false })
class StoredPerson implements Person {
  @Prop() residentId?: string
  @Prop(encrypted({ required: true })) name: string
  @Prop(encrypted()) phone?: string
  @Prop(encrypted()) address?: string
}
const personSchema = SchemaFactory.createForClass(StoredPerson)

@Schema({ collection: 'needs' })
export class StoredNeed implements Omit<Need, 'id'> {
  @Prop({ required: true }) terminalId: string
  @Prop({ required: true }) areaCode: string
  @Prop({ type: personSchema, required: true }) reporter: Person
  @Prop({ type: personSchema }) beneficiary?: Person
  @Prop(encrypted({ required: true })) description: string
  @Prop(encrypted()) place?: string
  @Prop({ type: String, required: true }) state: Need['state']
  @Prop() ticketId?: string
  @Prop() number?: string
  @Prop(encrypted()) code?: string
  @Prop({ required: true }) createdAt: Date
}

export const needSchema = SchemaFactory.createForClass(StoredNeed).index({ ticketId: 1 }, { unique: true }) // whose ticket is it?
