import { AreaStep, MaskedName, Words } from '@yiwang/people'
import { AreaCode, Day, Id, Instant, Line, Lines, OneOf, Part, Parts, Whole } from '@yiwang/platform'
import { type HouseholdRole, householdRoles } from '../households/membership'
import { type Sex, sexes } from '../residents/identity-number'
import { type ResidentTag, residentTags } from '../residents/resident'
import { OtherPhoneForm, PaperForm } from '../residents/residents.dto'

/** From whom the register has an entry. */
export const sources = ['staff', 'table', 'demo'] as const
export type OwnSource = (typeof sources)[number]

class KeptView {
  @OneOf(['register', 'matter', 'audit', 'passing'], { description: '`register`: as long as they are registered' }) kind: string
  @Whole({ min: 1, max: 100, optional: true, description: 'years; absent where it goes with the entry' }) years?: number
  @Line({ max: 300, optional: true, description: 'by which rule' }) source?: string
}

/** To the resident themself: nothing is masked. */
export class OwnRecordView {
  @Id() id: string
  @Line({ max: 60 }) name: string
  @Lines({ maxItems: 20, max: 60, optional: true }) formerNames?: string[]
  @Line({ max: 18, optional: true }) identityNumber?: string
  @Day({ optional: true }) birthDate?: string
  @OneOf(sexes, { optional: true }) sex?: Sex
  @Parts(() => PaperForm, { optional: true }) papers?: PaperForm[]
  @Line({ max: 20, optional: true }) phone?: string
  @Parts(() => OtherPhoneForm, { optional: true }) otherPhones?: OtherPhoneForm[]
  @Line({ max: 200 }) address: string
  @Line({ max: 200, optional: true }) registeredAddress?: string
  @AreaCode({ description: 'the community that keeps the entry' }) areaCode: string
  @Parts(() => AreaStep, { description: 'from the county down to the community' }) areaPath: AreaStep[]
  @Lines({ maxItems: residentTags.length, max: 20, values: residentTags }) tags: ResidentTag[]
  @Instant() registeredAt: Date
  @OneOf(sources, { description: '`staff`: written down at a desk or door; `table`: brought by a table; `demo`: made up' }) source: OwnSource
  @Parts(() => KeptView, { description: 'what is kept, and how long' }) kept: KeptView[]
  @Whole({ min: 1, max: Number.MAX_SAFE_INTEGER }) version: number
}

/** Of whom they live with they are told the relation, and a name that says which of them. */
class OwnMemberView {
  @MaskedName() name: string
  @OneOf(householdRoles, { description: 'what they are to the head' }) role: HouseholdRole
}

/** Their household. */
export class OwnHouseholdView {
  @OneOf(householdRoles, { optional: true, description: 'what they are in it; absent where they are of none' }) role?: HouseholdRole
  @Parts(() => OwnMemberView, { description: 'who else is of it' }) members: OwnMemberView[]
}

/** A line of one's own life: no other person stands in it, and nothing that staff wrote for staff. */
export class OwnTimelineView {
  @Instant() at: Date
  @Line({ max: 40 }) service: string
  @Part(() => Words) words: Words
}
