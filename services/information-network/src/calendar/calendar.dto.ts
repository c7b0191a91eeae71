import { Day, Days, Flag, Line, Whole } from '@yiwang/platform'

const OFF = { maxItems: 100, description: 'weekdays that are free' }
const WORKED = { maxItems: 100, description: 'days of a weekend that are worked (调休)' }
const NOTICED = { description: "whether the State Council's notice for the year is out" }
const SOURCE = { max: 200, optional: true, description: 'the notice, by its title or number' }
const SOURCE_DATE = { optional: true, description: "the notice's date" }

export class SetYear {
  @Days(OFF) off: string[]
  @Days(WORKED) worked: string[]
  @Flag(NOTICED) noticed: boolean
  @Line(SOURCE) source?: string
  @Day(SOURCE_DATE) sourceDate?: string
}

export class YearView extends SetYear {
  @Line({ max: 4, description: 'the year' }) id: string
  @Whole({ min: 1, max: Number.MAX_SAFE_INTEGER }) version: number
}
