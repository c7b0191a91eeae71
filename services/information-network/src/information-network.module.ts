import './problems'
import { Module } from '@nestjs/common'
import { ServiceModule } from '@yiwang/platform'
import { AreaTreeModule } from './areas/area-tree.module'
import { DemoModule } from './demo/demo.module'
import { MovesModule } from './moves/moves.module'
import { NoticesModule } from './notices/notices.module'
import { ResidentsModule } from './residents/residents.module'
import { TimelineModule } from './timeline/timeline.module'
import { UnitsModule } from './units/units.module'

/** The registry that is collected once and shared: areas, residents, units, notices, and everyone's timeline. */
@Module({
  imports: [
    ServiceModule.for('information-network'),
    AreaTreeModule,
    UnitsModule,
    ResidentsModule,
    MovesModule,
    NoticesModule,
    TimelineModule,
    DemoModule,
  ],
})
export class InformationNetworkModule {}
