import { AreaStep, MaskedAddress, MaskedName, MaskedPhone } from '@yiwang/people'
import {
  AreaCode,
  AreaPageQuery,
  Decimal,
  Flag,
  Id,
  Instant,
  Line,
  Lines,
  OneOf,
  Part,
  Parts,
  PersonName,
  Phone,
  Sought,
  Text,
  Whole,
} from '@yiwang/platform'
import { type Tenure, tenures } from './dwelling'

class PositionForm {
  @Decimal({ min: -90, max: 90, description: 'degrees, CGCS2000' }) latitude: number
  @Decimal({ min: -180, max: 180 }) longitude: number
  @Decimal({ min: 0, max: 100_000, description: 'metres' }) accuracy: number
}

class KeyHolderForm {
  @PersonName() name: string
  @Phone({ optional: true }) phone?: string
  @Id({ optional: true, description: 'where they are registered' }) residentId?: string
  @Line({ max: 20, optional: true, description: 'whose they are to those who live there' }) relation?: string
}

export class ChangeDwelling {
  @Line({ max: 60, optional: true, description: 'estate, village group or street' }) estate?: string
  @Line({ max: 20, optional: true }) building?: string
  @Line({ max: 20, optional: true }) unit?: string
  @Line({ max: 20, optional: true }) room?: string
  @OneOf(tenures, { optional: true }) tenure?: Tenure
  @Part(() => PositionForm, { optional: true }) position?: PositionForm
  @Parts(() => KeyHolderForm, { optional: true, description: 'who opens the door' }) keyHolders?: KeyHolderForm[]
  @Text({ max: 500, optional: true, description: 'such as how to get in' }) remarks?: string
}

export class RecordDwelling extends ChangeDwelling {
  @AreaCode({ description: 'a community' }) areaCode: string
  @Line({ max: 60, description: 'estate, village group or street' }) override estate: string
}

export class ListDwellings extends AreaPageQuery {
  @Sought({ max: 60, optional: true, description: 'estate, building and room: `易家桥 3栋 501`' }) q?: string
}

class KeyHolderView {
  @MaskedName() name: string
  @MaskedPhone({ optional: true }) phone?: string
  @Line({ max: 20, optional: true }) relation?: string
}

/** Building, unit and room are shown to the community that keeps the home; to all others the address is masked. */
export class DwellingView {
  @Id() id: string
  @AreaCode() areaCode: string
  @Parts(() => AreaStep) areaPath: AreaStep[]
  @Line({ max: 60 }) estate: string
  @Line({ max: 20, optional: true }) building?: string
  @Line({ max: 20, optional: true }) unit?: string
  @Line({ max: 20, optional: true }) room?: string
  @MaskedAddress({ description: 'in one line' }) address: string
  @OneOf(tenures, { optional: true }) tenure?: Tenure
  @Flag({ description: 'whether its position is known' }) located: boolean
  @Parts(() => KeyHolderView) keyHolders: KeyHolderView[]
  @Text({ max: 500, optional: true }) remarks?: string
  @Instant() recordedAt: Date
  @Lines({ maxItems: 2, max: 20 }) allowedActions: string[]
  @Whole({ min: 1, max: Number.MAX_SAFE_INTEGER }) version: number
}

class WholeKeyHolder {
  @Line({ max: 60 }) name: string
  @Line({ max: 20, optional: true }) phone?: string
  @Line({ max: 20, optional: true }) relation?: string
}

/** How to get in. */
export class RevealedDwelling {
  @Line({ max: 200 }) address: string
  @Part(() => PositionForm, { optional: true }) position?: PositionForm
  @Parts(() => WholeKeyHolder) keyHolders: WholeKeyHolder[]
  @Text({ max: 500, optional: true }) remarks?: string
}
