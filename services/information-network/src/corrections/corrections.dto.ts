import { AreaStep, MaskedAddress, MaskedName, MaskedPhone } from '@yiwang/people'
import type { Stored } from '@yiwang/persistence'
import { AreaPageQuery, Flag, Id, Instant, Line, Lines, OneOf, Part, Parts, PersonName, Phone, Text, Whole } from '@yiwang/platform'
import type { Resident } from '../residents/resident'
import { type Correctable, type Correction, type CorrectionState, correctable, correctionStates } from './correction'

/** The identity number is named so that it is answered where it can be put right. */
export const proposable = [...correctable, 'identityNumber'] as const

export class ProposeCorrection {
  @OneOf(proposable, { description: '`identityNumber` is put right at the counter (400)' }) field: (typeof proposable)[number]
  @Line({ max: 200, description: 'as the field is written in the register' }) value: string
  @Text({ max: 500, optional: true, description: 'read by who decides' }) note?: string
}

/** How each is written. */
class NameValue {
  @PersonName() value: string
}
class PhoneValue {
  @Phone() value: string
}
class AddressValue {
  @Line({ max: 200 }) value: string
}
export const valueForms = { name: NameValue, phone: PhoneValue, address: AddressValue } satisfies Record<Correctable, unknown>

export class ListCorrections extends AreaPageQuery {
  @OneOf(correctionStates.names, { optional: true, description: '`open` where absent' }) state?: CorrectionState
}

export class AcceptCorrection {
  @Whole({
    min: 1,
    max: Number.MAX_SAFE_INTEGER,
    description: '`entryVersion` as it was shown: where the entry was changed since, nothing is overwritten (409)',
  })
  entryVersion: number
}

export class RefuseCorrection {
  @Text({ max: 500, description: 'read by the resident' }) reason: string
}

/** To whom it concerns: whole, since it is their own. */
export class OwnCorrectionView {
  @Id() id: string
  @OneOf(correctable) field: Correctable
  @OneOf(correctionStates.names) state: CorrectionState
  @Line({ max: 200, optional: true, description: 'absent once nothing of the person is kept' }) value?: string
  @Text({ max: 500, optional: true }) note?: string
  @Instant() proposedAt: Date
  @Instant({ optional: true }) decidedAt?: Date
  @Text({ max: 500, optional: true, description: 'why it was refused' }) reason?: string
  @Lines({ maxItems: 1, max: 20 }) allowedActions: string[]
  @Whole({ min: 1, max: Number.MAX_SAFE_INTEGER }) version: number
}

export const asOwn = (correction: Stored<Correction>) => ({ ...correction, allowedActions: correction.state === 'open' ? ['withdraw'] : [] })

/** One value, under its field's name, masked as that is. */
class MaskedValue {
  @MaskedName({ optional: true }) name?: string
  @MaskedPhone({ optional: true }) phone?: string
  @MaskedAddress({ optional: true }) address?: string
}

/** To who decides. */
export class CorrectionView {
  @Id() id: string
  @Id() residentId: string
  @MaskedName({ description: 'of the resident, as registered' }) name: string
  @Parts(() => AreaStep, { description: 'where they are registered' }) areaPath: AreaStep[]
  @OneOf(correctable) field: Correctable
  @OneOf(correctionStates.names) state: CorrectionState
  @Part(() => MaskedValue, { optional: true, description: 'what is proposed; absent once nothing of the person is kept' }) proposed?: MaskedValue
  @Part(() => MaskedValue, { description: 'what the register has now' }) registered: MaskedValue
  @Flag({ description: 'the register has got another value since it was proposed' }) changed: boolean
  @Text({ max: 500, optional: true }) note?: string
  @Line({ max: 20, description: 'by which door it came: `own`, the resident’s page; may grow' }) way: string
  @Flag({ description: 'by the resident, not by somebody for them' }) byThemselves: boolean
  @Instant() proposedAt: Date
  @Line({ max: 60, optional: true }) decidedBy?: string
  @Instant({ optional: true }) decidedAt?: Date
  @Text({ max: 500, optional: true }) reason?: string
  @Whole({ min: 1, max: Number.MAX_SAFE_INTEGER, description: 'of the register’s entry' }) entryVersion: number
  @Lines({ maxItems: 3, max: 20, description: 'what the asker may do now' }) allowedActions: string[]
  @Whole({ min: 1, max: Number.MAX_SAFE_INTEGER }) version: number
}

class WholeValue {
  @Line({ max: 60, optional: true }) name?: string
  @Line({ max: 20, optional: true }) phone?: string
  @Line({ max: 200, optional: true }) address?: string
}

/** Both values and whose they are, whole: what who decides compares with the identity card. */
export class RevealedCorrection {
  @Line({ max: 60 }) name: string
  @Part(() => WholeValue) proposed: WholeValue
  @Part(() => WholeValue) registered: WholeValue
}

export function asSeen(
  correction: Stored<Correction>,
  resident: Pick<Stored<Resident>, Correctable | 'version'>,
  areaPath: AreaStep[],
  allowedActions: string[],
) {
  const { field, value, was, door: way, proposedBy, residentId, decidedBy } = correction
  return {
    ...correction,
    name: resident.name,
    way,
    areaPath,
    ...(value !== undefined && { proposed: { [field]: value } }),
    registered: { [field]: resident[field] },
    changed: correction.state === 'open' && resident[field] !== was,
    byThemselves: proposedBy.id === residentId,
    decidedBy: decidedBy?.name,
    entryVersion: resident.version,
    allowedActions,
  }
}
