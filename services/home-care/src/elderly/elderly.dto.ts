import { MaskedName } from '@yiwang/people'
import { AreaCode, Line, Lines, Whole } from '@yiwang/platform'

export class ElderView {
  @Line({ max: 64 }) residentId: string
  @MaskedName() name: string
  @Whole({ min: 1850, max: 2100 }) birthYear: number
  @Lines({ maxItems: 20, max: 40 }) tags: string[]
  @AreaCode() areaCode: string
}
