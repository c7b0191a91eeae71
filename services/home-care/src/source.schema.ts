import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose'

/** Who asked: `{ service: 'hotline', id: <ticket> }`. */
@Schema({ _id: false })
export class StoredSource {
  @Prop({ required: true }) service: string
  @Prop({ required: true }) id: string
}

export const sourceSchema = SchemaFactory.createForClass(StoredSource)
