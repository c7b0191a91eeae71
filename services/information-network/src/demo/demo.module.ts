import { Module } from '@nestjs/common'
import { AreaTreeModule } from '../areas/area-tree.module'
import { Areas } from '../own-areas'
import { ResidentsModule } from '../residents/residents.module'
import { UnitsModule } from '../units/units.module'
import { DemoCity, DemoPeople } from './demo-city'

@Module({ imports: [Areas, AreaTreeModule, UnitsModule, ResidentsModule], providers: [DemoCity, DemoPeople] })
export class DemoModule {}
