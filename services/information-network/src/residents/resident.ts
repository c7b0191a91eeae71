import { ERASED } from '@yiwang/contracts'
import { type Decision, DomainError, newId } from '@yiwang/domain'
import { isSameName } from '@yiwang/domain/normalization'
import { type Actor, actorOf, type KnownArea, type Place, placeOf, type Source } from '@yiwang/people/rules'
import { event } from '../events'
import { birthYearOf, requireIdentityNumber } from './identity-number'

export const residentTags = ['elderly', 'living-alone', 'empty-nest', 'left-behind', 'disabled', 'destitute'] as const
export type ResidentTag = (typeof residentTags)[number]

/** Registered in a community. */
export interface Resident extends Place {
  id: string
  name: string
  identityNumber: string
  phone: string
  address: string
  tags: ResidentTag[]
  /** Made up for the demo city. */
  synthetic: boolean
  registeredAt: Date
  /** At the door, one by one: of a table its import says it. Absent in entries of before. */
  registeredBy?: Actor
  /** Since then nobody knows any more who it was. */
  erasedAt?: Date
}

export type WantedResident = Pick<Resident, 'name' | 'identityNumber' | 'phone' | 'address'> & { tags?: ResidentTag[] }
export type ResidentChanges = Partial<Pick<Resident, 'name' | 'phone' | 'address' | 'tags'>>

/** Data collected once: one person, one entry, whoever registers. The identity number stays here and never travels. */
export function register(
  wanted: WantedResident,
  community: KnownArea,
  now: Date,
  { id = newId(), synthetic = false, by }: Partial<Pick<Resident, 'id' | 'synthetic'>> & { by?: Actor } = {},
): Decision<Resident> {
  requireIdentityNumber(wanted.identityNumber, now)
  const { name, identityNumber, phone, address, tags = [] } = wanted
  const registered = { synthetic, registeredAt: now, ...(by && { registeredBy: actorOf(by) }) }
  const resident: Resident = { id, name, identityNumber, phone, address, ...placeOf(community), tags: distinct(tags), ...registered }
  return { set: resident, events: [event('information-network.resident-registered', told(resident))] }
}

/** Nothing is stored or told where nothing differs. `source`: what it follows from, where nobody changed it by themselves. */
export function update(
  resident: Resident,
  { name, phone, address, tags }: ResidentChanges,
  community?: KnownArea,
  source?: Source,
): Decision<Resident> | undefined {
  if (resident.erasedAt) return undefined
  const next: Resident = {
    ...resident,
    name: name ?? resident.name,
    phone: phone ?? resident.phone,
    address: address ?? resident.address,
    tags: tags ? distinct(tags) : resident.tags,
    ...(community && placeOf(community)),
  }
  const before = told(resident)
  const after = told(next)
  if (JSON.stringify(before) === JSON.stringify(after)) return undefined
  const { areaCode, areas } = next
  return {
    set: { name: next.name, phone: next.phone, address: next.address, tags: next.tags, areaCode, areas },
    events: [event('information-network.resident-updated', { ...after, ...(source && { source }) })],
  }
}

/** In no area, so that nobody sees it. */
const NOWHERE = '000000000000'

/** Nothing is left of who it was but the id, which others may hold still. The same person may register again, as somebody new. */
export const erase = (resident: Resident, now: Date): Decision<Resident> => ({
  set: {
    name: ERASED,
    // Unique, and no number.
    identityNumber: resident.id,
    phone: ERASED,
    address: ERASED,
    tags: [],
    areaCode: NOWHERE,
    areas: [],
    erasedAt: resident.erasedAt ?? now,
  },
  events: [event('information-network.resident-erased', { residentId: resident.id })],
})

/** The identity number is registered already: by somebody whom the asker sees (`isSeen`) and names rightly it is the same person again. To all others one answer, whoever it is and wherever they live. */
export function requireSamePerson(registered: Pick<Resident, 'name'>, wanted: Pick<Resident, 'name'>, isSeen: boolean): void {
  if (!isSeen || !isSameName(registered.name, wanted.name)) throw new DomainError('identity-number-registered', { field: 'identityNumber' })
}

const distinct = (tags: ResidentTag[]) => residentTags.filter((tag) => tags.includes(tag))
const told = ({ id, name, phone, address, areaCode, tags, identityNumber }: Resident) => ({
  residentId: id,
  areaCode,
  name,
  phone,
  address,
  tags: [...tags],
  birthYear: birthYearOf(identityNumber),
})
