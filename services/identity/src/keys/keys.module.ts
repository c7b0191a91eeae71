import { Module } from '@nestjs/common'
import { PersistenceModule } from '@yiwang/persistence'
import { Areas } from '../areas'
import { KeysController } from './keys.controller'
import { KeysService } from './keys.service'
import { KeysSweep } from './keys.sweep'
import { signingKeySchema } from './signing-key.schema'

@Module({
  imports: [PersistenceModule.forFeature('identity', { keys: signingKeySchema }), Areas],
  controllers: [KeysController],
  providers: [KeysService, KeysSweep],
  exports: [KeysService],
})
export class KeysModule {}
