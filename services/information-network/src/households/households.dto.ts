import { AreaStep, MaskedAddress, MaskedName, StepView } from '@yiwang/people'
import { AreaCode, AreaPageQuery, Code, Day, Flag, Id, Lines, OneOf, Parts, Whole } from '@yiwang/platform'
import { type HouseholdRole, householdRoles } from './membership'

/** As the rules of `household.ts` take it. */
export const others = ['leave', 'stay'] as const

class RoleForm {
  @Id() residentId: string
  @OneOf(householdRoles, { description: 'what they are to the head' }) role: HouseholdRole
}

class PersonForm extends RoleForm {
  @OneOf(others, { optional: true, description: 'of a household that they are in now: asked for where there is one' })
  others?: (typeof others)[number]
}

export class FoundHousehold {
  @AreaCode({ description: 'a community' }) areaCode: string
  @Id({ optional: true, description: 'where they live' }) dwellingId?: string
  @Code({ max: 20, optional: true, description: '户号' }) number?: string
  @Day({ description: 'from when it is so; not in the future' }) on: string
  @Parts(() => PersonForm, { description: 'one of them the head' }) people: PersonForm[]
}

export class JoinHousehold extends PersonForm {
  @Day() on: string
}

export class LeaveHousehold {
  @Id() residentId: string
  @Day({ description: 'the first day on which it is no longer so' }) on: string
  @Parts(() => RoleForm, { optional: true, description: 'what the others are from then on; needed where the head leaves' }) roles?: RoleForm[]
}

export class ChangeHead {
  @Day() on: string
  @Parts(() => RoleForm, { description: 'of whom it changes, the former head among them' }) roles: RoleForm[]
}

export class SplitHousehold {
  @Day() on: string
  @Parts(() => RoleForm, { description: 'who are a household of their own, one of them its head' }) people: RoleForm[]
  @Parts(() => RoleForm, { optional: true, description: 'of those who stay, where it changes' }) roles?: RoleForm[]
  @Id({ optional: true, description: 'where the new one lives' }) dwellingId?: string
  @Code({ max: 20, optional: true, description: '户号 of the new one' }) number?: string
}

export class ListHouseholds extends AreaPageQuery {
  @Id({ optional: true, description: 'those that live there: a search like any for people, counted and recorded' }) dwellingId?: string
  @Id({ optional: true, description: 'those that somebody is or was of' }) residentId?: string
}

export class MemberView {
  @Id() residentId: string
  @MaskedName() name: string
  @OneOf(householdRoles) role: HouseholdRole
  @Day() from: string
  @Day({ optional: true, description: 'the first day on which it was no longer so' }) until?: string
  @Flag({ description: 'whether they are of another household as well' }) elsewhere: boolean
}

export class HouseholdView {
  @Id() id: string
  @AreaCode() areaCode: string
  @Parts(() => AreaStep) areaPath: AreaStep[]
  @MaskedAddress({ optional: true }) address?: string
  @Code({ max: 20, optional: true, description: '户号, to the community itself' }) number?: string
  @Day() openedOn: string
  @Day({ optional: true }) endedOn?: string
  @Flag({ description: 'something is being done with it' }) inHand: boolean
  @Parts(() => MemberView, { description: 'who is of it, the head first; then who was' }) members: MemberView[]
  @Parts(() => StepView) history: StepView[]
  @Lines({ maxItems: 4, max: 20 }) allowedActions: string[]
  @Whole({ min: 1, max: Number.MAX_SAFE_INTEGER }) version: number
}
