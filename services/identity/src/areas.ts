import { AreasModule } from '@yiwang/platform'

export const Areas = AreasModule.forService('identity')
