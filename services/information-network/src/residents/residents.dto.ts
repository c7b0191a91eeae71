import type { Staff } from '@yiwang/auth'
import { normalIdentityNumber, normalName } from '@yiwang/domain/normalization'
import type { Stored } from '@yiwang/persistence'
import {
  AreaCode,
  Flag,
  Id,
  Instant,
  Line,
  Lines,
  maskAddress,
  maskIdentityNumber,
  maskName,
  maskPhone,
  PageQuery,
  Parts,
  PersonName,
  Phone,
  Sought,
  Text,
  Whole,
} from '@yiwang/platform'
import { AreaStep } from '../areas/areas.dto'
import { inScope, type Resident, type ResidentTag, residentTags } from './resident'

const tags = { maxItems: residentTags.length, max: 20, values: residentTags }

export class RegisterResident {
  @PersonName() name: string
  @Line({ max: 18, clean: normalIdentityNumber, description: 'GB 11643, 18 characters with a valid check character' }) identityNumber: string
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

export class RevealResident {
  @Text({ max: 200, description: 'why this must be known; kept with who asked and when' }) purpose: string
}

/** What leaves the house: personal fields masked. */
export class ResidentView {
  @Id() id: string
  @Line({ max: 60, masked: maskName }) name: string
  @Line({ max: 18, masked: maskIdentityNumber }) identityNumber: string
  @Line({ max: 20, optional: true, masked: maskPhone }) phone?: string
  @Line({ max: 200, optional: true, masked: maskAddress }) address?: string
  @AreaCode({ optional: true }) areaCode?: string
  @Parts(() => AreaStep, { optional: true, description: 'from the county down to the community' }) areaPath?: AreaStep[]
  @Lines({ ...tags, optional: true }) tags?: ResidentTag[]
  @Flag({ description: 'made up for the demo city' }) synthetic: boolean
  @Whole({ min: 1, max: Number.MAX_SAFE_INTEGER }) version: number
  @Instant() registeredAt: Date
}

export class RevealedResident {
  @PersonName() name: string
  @Phone() phone: string
  @Line({ max: 200 }) address: string
  @Line({ max: 18 }) identityNumber: string
}

/** Where they live is told only within the asker's area: whoever registers somebody again from elsewhere learns no more than what they sent. */
export function asSeen(resident: Stored<Resident>, by: Staff, areaPath: AreaStep[]) {
  if (inScope(resident, by)) return { ...resident, areaPath }
  const { id, name, identityNumber, synthetic, version, registeredAt } = resident
  return { id, name, identityNumber, synthetic, version, registeredAt }
}
