import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose'

/** A unit that handles matters, as the information network knows it. */
export interface Unit {
  id: string
  name: string
  kind: string
  areaCode: string
}

@Schema({ collection: 'units' })
class StoredUnit implements Omit<Unit, 'id'> {
  @Prop({ required: true }) name: string
  @Prop({ required: true }) kind: string
  @Prop({ required: true }) areaCode: string
}

export const unitSchema = SchemaFactory.createForClass(StoredUnit)
