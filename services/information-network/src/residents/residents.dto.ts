import { isWithin, type Staff } from '@yiwang/auth'
import { normalName } from '@yiwang/domain/normalization'
import { AreaStep, IdentityNumber, MaskedAddress, MaskedIdentityNumber, MaskedName, MaskedPhone, RevealedPerson } from '@yiwang/people'
import type { Stored } from '@yiwang/persistence'
import { AreaCode, Code, Day, Flag, Id, Instant, Line, Lines, OneOf, PageQuery, Parts, PersonName, Phone, Sought, Whole } from '@yiwang/platform'
import { type Sex, sexes } from './identity-number'
import { type Certainty, certainties } from './origin'
import { leavings, type Paper, paperKinds, type Resident, type ResidentTag, residentTags } from './resident'

const tags = { maxItems: residentTags.length, max: 20, values: residentTags }

export class OtherPhoneForm {
  @Phone() number: string
  @Line({ max: 20, optional: true, description: 'whose it is, where it is not their own' }) whose?: string
}

export class PaperForm {
  @OneOf(paperKinds) kind: Paper['kind']
  @Code({ max: 30 }) number: string
}

/** How what is said came to be known; where nothing says so it was told, at a counter or on the telephone. */
class Collected {
  @OneOf(['counter', 'phone', 'visit'], { optional: true }) door?: 'counter' | 'phone' | 'visit'
  @OneOf(certainties, { optional: true }) certainty?: Certainty
}

export class ChangeResident extends Collected {
  @Day({ optional: true, description: 'as the identity number has it, where there is one' }) birthDate?: string
  @OneOf(sexes, { optional: true }) sex?: Sex
  @Phone({ optional: true }) phone?: string
  @Parts(() => OtherPhoneForm, { optional: true }) otherPhones?: OtherPhoneForm[]
  @Parts(() => PaperForm, { optional: true, description: 'what else they can show' }) papers?: PaperForm[]
  @Line({ max: 200, optional: true, description: 'where they live' }) address?: string
  @Line({ max: 200, optional: true, description: 'where the household register has them, if that is elsewhere' }) registeredAddress?: string
  @AreaCode({ optional: true, description: 'a community' }) areaCode?: string
  @Lines({ ...tags, optional: true }) tags?: ResidentTag[]
}

export class RegisterResident extends ChangeResident {
  @PersonName() name: string
  @IdentityNumber({ optional: true }) identityNumber?: string
  @Line({ max: 200, description: 'where they live' }) override address: string
  @AreaCode({ description: 'a community' }) override areaCode: string
}

export class ListResidents extends PageQuery {
  @Phone({ optional: true }) phone?: string
  @Sought({ max: 60, clean: normalName, optional: true, description: 'a full name' }) q?: string
  @AreaCode({ optional: true, description: 'an area with everything below it' }) areaCode?: string
}

/** What leaves the house: personal fields masked. */
export class ResidentView {
  @Id() id: string
  @MaskedName() name: string
  @MaskedIdentityNumber({ optional: true }) identityNumber?: string
  @MaskedPhone({ optional: true }) phone?: string
  @MaskedAddress({ optional: true }) address?: string
  @AreaCode({ optional: true }) areaCode?: string
  @Parts(() => AreaStep, { optional: true, description: 'from the county down to the community' }) areaPath?: AreaStep[]
  @Lines({ ...tags, optional: true }) tags?: ResidentTag[]
  @Flag({ description: 'whether the household register has them elsewhere' }) apart: boolean
  @OneOf(leavings, { optional: true, description: 'they are here no more' }) left?: (typeof leavings)[number]
  @Flag({ description: 'made up for the demo city' }) synthetic: boolean
  @Whole({ min: 1, max: Number.MAX_SAFE_INTEGER }) version: number
  @Instant() registeredAt: Date
  @Lines({ maxItems: 5, max: 30, description: 'what the asker may do now; in a list, what they may without a matter that names the person' })
  allowedActions: string[]
}

export class RevealedResident extends RevealedPerson {
  @Line({ max: 18, optional: true }) identityNumber?: string
  @Day({ optional: true }) birthDate?: string
  @Parts(() => OtherPhoneForm, { optional: true }) otherPhones?: OtherPhoneForm[]
  @Parts(() => PaperForm, { optional: true }) papers?: PaperForm[]
  @Line({ max: 200, optional: true }) registeredAddress?: string
  @Lines({ maxItems: 20, max: 60, optional: true }) formerNames?: string[]
}

/** Where they live is told only within the asker's area: whoever registers somebody again from elsewhere learns no more than what they sent. */
export function asSeen(resident: Stored<Resident>, by: Staff, areaPath: AreaStep[], allowedActions: string[]) {
  const here = { apart: resident.registeredAddress !== undefined, left: resident.left?.how }
  if (isWithin(resident, by)) return { ...resident, ...here, areaPath, allowedActions }
  const { id, name, identityNumber, synthetic, version, registeredAt } = resident
  return { id, name, identityNumber, apart: false, synthetic, version, registeredAt, allowedActions: [] }
}
