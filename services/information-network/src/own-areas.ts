import { AreasModule } from '@yiwang/platform'

/** Areas are at home here: the other services' copies are fed by what this service tells. */
export const Areas = AreasModule.forService('information-network', { own: true })
