import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose'

/** An area of the city as every service keeps it; its id is its 12-digit code. */
@Schema()
export class Area {
  id: string
  @Prop({ required: true }) name: string
  /** `city` and `community` are acted on; another level is a part of the tree like any other. */
  @Prop({ required: true }) level: string
  @Prop() parent?: string
  /** From the area itself up to the city. Taken from the tree: stripping zeros is wrong for every twelfth town of Nantong. */
  @Prop({ type: [String], required: true }) ancestors: string[]
  @Prop({ required: true }) placeholder: boolean
  @Prop() validFrom?: string
  @Prop() validTo?: string
}

export const areaSchema = SchemaFactory.createForClass(Area)
  .index({ parent: 1, _id: 1 }) // what lies in an area
  .index({ level: 1, _id: 1 })
