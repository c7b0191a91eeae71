import { Module } from '@nestjs/common'
import { Areas } from '../own-areas'
import { UnitsModule } from '../units/units.module'
import { AreaTreeService } from './area-tree.service'
import { AreasController } from './areas.controller'

@Module({
  imports: [Areas, UnitsModule],
  controllers: [AreasController],
  providers: [AreaTreeService],
  exports: [AreaTreeService],
})
export class AreaTreeModule {}
