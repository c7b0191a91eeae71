import { MaskedName } from '@yiwang/people'
import { AreaCode, Line, Lines, PageQuery, Whole } from '@yiwang/platform'

export class ListElderly extends PageQuery {
  @AreaCode({ optional: true, description: 'with everything below it' }) areaCode?: string
}

export class ElderView {
  @Line({ max: 64 }) residentId: string
  @MaskedName() name: string
  @Whole({ min: 1850, max: 2100 }) birthYear: number
  @Lines({ maxItems: 20, max: 40 }) tags: string[]
  @AreaCode() areaCode: string
}
