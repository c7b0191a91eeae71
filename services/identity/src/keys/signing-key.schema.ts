import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose'
import { encrypted } from '@yiwang/persistence'
import type { SigningKey } from './signing-key'

@Schema({ _id: false })
class StoredPublicKey {
  @Prop({ required: true }) kty: string
  @Prop({ required: true }) crv: string
  @Prop({ required: true }) x: string
  @Prop({ required: true }) y: string
  @Prop({ required: true }) kid: string
}

@Schema({ collection: 'keys' })
export class StoredSigningKey implements Omit<SigningKey, 'id'> {
  @Prop({ type: SchemaFactory.createForClass(StoredPublicKey), required: true }) publicKey: SigningKey['publicKey']
  @Prop(encrypted({ required: true })) privateKey: string
  @Prop({ required: true }) createdAt: Date
  @Prop() signsFrom?: Date
  @Prop() revokedAt?: Date
}

export const signingKeySchema = SchemaFactory.createForClass(StoredSigningKey)
