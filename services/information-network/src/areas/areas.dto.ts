import { areaLevels } from '@yiwang/contracts'
import { AreaStep } from '@yiwang/people'
import { type Area, AreaCode, Flag, Line, PageQuery, Parts, Sought } from '@yiwang/platform'

export class ListAreas extends PageQuery {
  @AreaCode({ optional: true, description: 'the top of the tree where absent; with `q` everything below it, the asker’s own area where absent' })
  parent?: string
  @Sought({
    max: 40,
    optional: true,
    description: 'a part of the name (after that of an area above, parted by a blank) or its initials in pinyin: the best first, one page',
  })
  q?: string
}

export class AreaView {
  @AreaCode() code: string
  @Line({ max: 60 }) name: string
  @Line({ max: 20, description: `${areaLevels.join(', ')}; may grow` }) level: string
  @AreaCode({ nullable: true, description: 'null at the top of the tree' }) parent: string | null
  @Parts(() => AreaStep, { description: 'from the county down to itself' }) path: AreaStep[]
  @Flag({ description: 'a virtual community of the statistical codes: nobody lives there' }) placeholder: boolean
  @Line({ max: 10, optional: true, description: 'a date; absent where no source gives it' }) validFrom?: string
  @Line({ max: 10, optional: true, description: 'the last day' }) validTo?: string
  @AreaCode({ optional: true, description: 'of an area that has ended: in which one lies since what lay there' }) successor?: string
}

export const withPath = (area: Area, path: AreaStep[]) => ({ ...area, code: area.id, parent: area.parent ?? null, path })
