import { isWithin, type Staff } from '@yiwang/auth'
import { normalName } from '@yiwang/domain/normalization'
import { AreaStep, IdentityNumber, MaskedAddress, MaskedIdentityNumber, MaskedName, MaskedPhone, RevealedPerson } from '@yiwang/people'
import type { Stored } from '@yiwang/persistence'
import { AreaCode, Flag, Id, Instant, Line, Lines, PageQuery, Parts, PersonName, Phone, Sought, Whole } from '@yiwang/platform'
import { type Resident, type ResidentTag, residentTags } from './resident'

const tags = { maxItems: residentTags.length, max: 20, values: residentTags }

export class RegisterResident {
  @PersonName() name: string
  @IdentityNumber() identityNumber: string
  @Phone() phone: string
  @AreaCode({ description: 'a community' }) areaCode: string
  @Line({ max: 200 }) address: string
  @Lines({ ...tags, optional: true }) tags?: ResidentTag[]
}

export class ChangeResident {
  @Phone({ optional: true }) phone?: string
  @Line({ max: 200, optional: true }) address?: string
  @AreaCode({ optional: true, description: 'a community' }) areaCode?: string
  @Lines({ ...tags, optional: true }) tags?: ResidentTag[]
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
  @MaskedIdentityNumber() identityNumber: string
  @MaskedPhone({ optional: true }) phone?: string
  @MaskedAddress({ optional: true }) address?: string
  @AreaCode({ optional: true }) areaCode?: string
  @Parts(() => AreaStep, { optional: true, description: 'from the county down to the community' }) areaPath?: AreaStep[]
  @Lines({ ...tags, optional: true }) tags?: ResidentTag[]
  @Flag({ description: 'made up for the demo city' }) synthetic: boolean
  @Whole({ min: 1, max: Number.MAX_SAFE_INTEGER }) version: number
  @Instant() registeredAt: Date
  @Lines({ maxItems: 5, max: 30, description: 'what the asker may do now; in a list, what they may without a matter that names the person' })
  allowedActions: string[]
}

export class RevealedResident extends RevealedPerson {
  @Line({ max: 18 }) identityNumber: string
}

/** Where they live is told only within the asker's area: whoever registers somebody again from elsewhere learns no more than what they sent. */
export function asSeen(resident: Stored<Resident>, by: Staff, areaPath: AreaStep[], allowedActions: string[]) {
  if (isWithin(resident, by)) return { ...resident, areaPath, allowedActions }
  const { id, name, identityNumber, synthetic, version, registeredAt } = resident
  return { id, name, identityNumber, synthetic, version, registeredAt, allowedActions: [] }
}
