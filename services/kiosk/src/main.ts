import { bootstrap } from '@yiwang/platform'
import { KioskModule } from './kiosk.module'

void bootstrap(KioskModule, 'kiosk')
