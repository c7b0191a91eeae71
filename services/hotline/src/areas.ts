import { AreasModule } from '@yiwang/platform'

/** The hotline's own copy of the areas. */
export const Areas = AreasModule.forService('hotline')
