import { Module } from '@nestjs/common'
import { PersistenceModule } from '@yiwang/persistence'
import { InformationNetworkSettings } from '../config'
import { Areas } from '../own-areas'
import { ResidentsModule } from '../residents/residents.module'
import { moveSchema } from './move.schema'
import { MovesController } from './moves.controller'
import { MovesHandlers } from './moves.handlers'
import { MovesService } from './moves.service'
import { MovesSweep } from './moves.sweep'

@Module({
  imports: [Areas, ResidentsModule, PersistenceModule.forFeature('information-network', { moves: moveSchema })],
  controllers: [MovesController, MovesHandlers],
  providers: [MovesService, MovesSweep, InformationNetworkSettings],
})
export class MovesModule {}
