import { Module } from '@nestjs/common'
import { PersistenceModule } from '@yiwang/persistence'
import { Areas } from '../own-areas'
import { ResidentsModule } from '../residents/residents.module'
import { moveSchema } from './move.schema'
import { MovesController } from './moves.controller'
import { MovesHandlers } from './moves.handlers'
import { MovesService } from './moves.service'

@Module({
  imports: [Areas, ResidentsModule, PersistenceModule.forFeature('information-network', { moves: moveSchema })],
  controllers: [MovesController, MovesHandlers],
  providers: [MovesService],
})
export class MovesModule {}
