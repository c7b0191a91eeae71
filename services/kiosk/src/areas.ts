import { AreasModule } from '@yiwang/platform'

/** The kiosk service's own copy of the areas. */
export const Areas = AreasModule.forService('kiosk')
