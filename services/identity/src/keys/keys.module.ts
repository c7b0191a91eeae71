import { Module } from '@nestjs/common'
import { PersistenceModule } from '@yiwang/persistence'
import { KeysController } from './keys.controller'
import { KeysService } from './keys.service'
import { signingKeySchema } from './signing-key.schema'

@Module({
  imports: [PersistenceModule.forFeature('identity', { keys: signingKeySchema })],
  controllers: [KeysController],
  providers: [KeysService],
  exports: [KeysService],
})
export class KeysModule {}
