import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose'
import { encrypted } from '@yiwang/persistence'
import type { Person } from './person'

@Schema({ _id: false })
export class StoredPerson implements Person {
  @Prop() residentId?: string
  @Prop(encrypted({ required: true })) name: string
  @Prop(encrypted()) phone?: string
  @Prop(encrypted()) address?: string
}

export const personSchema = SchemaFactory.createForClass(StoredPerson)
