import { AreasModule } from '@yiwang/platform'

/** Home care's own copy of the areas. */
export const Areas = AreasModule.forService('home-care')
