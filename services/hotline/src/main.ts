import { bootstrap } from '@yiwang/platform'
import { HotlineModule } from './hotline.module'

void bootstrap(HotlineModule, 'hotline')
