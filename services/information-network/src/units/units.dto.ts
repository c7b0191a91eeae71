import { AreaCode, Line, OneOf } from '@yiwang/platform'
import { type UnitKind, unitKinds } from './unit'

export class UnitView {
  @Line({ max: 64, description: 'a committee’s is its area code' }) id: string
  @Line({ max: 60 }) name: string
  @OneOf(unitKinds) kind: UnitKind
  @AreaCode() areaCode: string
}
