import { bootstrap } from '@yiwang/platform'
import { HomeCareModule } from './home-care.module'

void bootstrap(HomeCareModule, 'home-care')
