import { Instant, Line, maskAddress, maskName, maskPhone, Part } from '@yiwang/platform'
import type { Step } from './history'
import type { Person } from './person'

export class PersonView {
  @Line({ max: 64, optional: true }) residentId?: string
  @Line({ max: 60, description: 'masked' }) name: string
  @Line({ max: 20, optional: true, description: 'masked' }) phone?: string
  @Line({ max: 200, optional: true, description: 'masked' }) address?: string
}

/** Nobody is shown whole but by `reveal`. */
export const personView = ({ residentId, name, phone, address }: Person): PersonView => ({
  residentId,
  name: maskName(name),
  phone: phone && maskPhone(phone),
  address: address && maskAddress(address),
})

export class ActorView {
  @Line({ max: 64 }) id: string
  @Line({ max: 60 }) name: string
  @Line({ max: 20 }) role: string
}

export class StepView {
  @Instant() at: Date
  @Line({ max: 30 }) action: string
  @Line({ max: 30 }) state: string
  @Part(() => ActorView, { optional: true }) by?: ActorView
  @Line({ max: 2000, optional: true }) note?: string
}

export const stepView = ({ at, action, state, by, note }: Step): StepView => ({ at, action, state, by, note })

export class SourceView {
  @Line({ max: 30 }) service: string
  @Line({ max: 64 }) id: string
}

export class AreaView {
  @Line({ max: 12 }) code: string
  @Line({ max: 60 }) name: string
}
