import { ERASED } from '@yiwang/contracts'
import { type Day, type Decision, DomainError, dayOf, newId, yearOf } from '@yiwang/domain'
import { isSameName } from '@yiwang/domain/normalization'
import { type Actor, actorOf, elderlyFrom, isElderly, type KnownArea, type Place, placeOf } from '@yiwang/people/rules'
import { event } from '../events'
import { type MemberStep, type Membership, take } from '../households/membership'
import { birthDateIn, requireIdentityNumber, type Sex, sexIn } from './identity-number'
import { type FieldOrigin, type Origin, withOrigin } from './origin'

export const residentTags = ['elderly', 'living-alone', 'empty-nest', 'left-behind', 'disabled', 'destitute'] as const
export type ResidentTag = (typeof residentTags)[number]

/** What else somebody can show of who they are. */
export const paperKinds = ['passport', 'hong-kong-macao-permit', 'taiwan-permit', 'residence-permit', 'birth-certificate', 'other'] as const
export interface Paper {
  kind: (typeof paperKinds)[number]
  number: string
}

/** Another number under which somebody is reached, and whose it is: families share them. */
export interface OtherPhone {
  number: string
  whose?: string
}

/** Why somebody is here no more. */
export const leavings = ['died', 'moved-away'] as const
export interface Left {
  how: (typeof leavings)[number]
  /** The day of effect; that of record is `at`. */
  on: Day
  at: Date
  by: Actor
  /** Where to. */
  to?: string
}

/** Registered in a community. */
export interface Resident extends Place {
  id: string
  name: string
  formerNames?: string[]
  /** Unique where there is one: newborns, people from abroad and some of the very old have none. */
  identityNumber?: string
  /** As the number has it, where there is one; absent in entries of before. */
  birthDate?: Day
  sex?: Sex
  papers?: Paper[]
  phone?: string
  otherPhones?: OtherPhone[]
  /** Where they live. */
  address: string
  /** Where the household register has them (户籍), where that is elsewhere: 人户分离. */
  registeredAddress?: string
  tags: ResidentTag[]
  /** Made up for the demo city. */
  synthetic: boolean
  registeredAt: Date
  /** At the door, one by one: of a table its import says it. Absent in entries of before. */
  registeredBy?: Actor
  /** Of all that nothing later was said of; absent in entries of before. */
  origin?: Origin
  origins?: FieldOrigin[]
  /** Of which households they are and were. */
  memberships?: Membership[]
  left?: Left
  /** Since then nobody knows any more who it was. */
  erasedAt?: Date
}

type Told = 'birthDate' | 'sex' | 'papers' | 'phone' | 'otherPhones' | 'address' | 'registeredAddress'
export type WantedResident = Pick<Resident, 'name' | 'identityNumber' | Told> & { tags?: ResidentTag[] }
export type ResidentChanges = Partial<Pick<Resident, 'name' | Told | 'tags'>>
/** What a change may say anew. */
export const changeable = [
  'name',
  'birthDate',
  'sex',
  'papers',
  'phone',
  'otherPhones',
  'address',
  'registeredAddress',
  'tags',
] as const satisfies (keyof ResidentChanges)[]

interface Registering {
  id?: string
  synthetic?: boolean
  by?: Actor
  origin?: Origin
}

/** Data collected once: one person, one entry, whoever registers. The identity number stays here and never travels. */
export function register(
  { identityNumber, tags = [], ...wanted }: WantedResident,
  community: KnownArea,
  now: Date,
  { id = newId(), synthetic = false, by, origin }: Registering = {},
): Decision<Resident> {
  const born = bornOf({ ...wanted, identityNumber }, now)
  requireUnmasked(wanted)
  const registered = { synthetic, registeredAt: now, ...(by && { registeredBy: actorOf(by) }), ...(origin && { origin }) }
  const resident: Resident = { id, ...wanted, identityNumber, ...born, ...placeOf(community), tags: distinct(tags), ...registered }
  return { set: resident, events: [event('information-network.resident-registered', told(resident))] }
}

/** Nothing is stored or told where nothing differs. Throws what a first entry would, naming the field. */
export function update(resident: Resident, changes: ResidentChanges, community?: KnownArea, origin?: Origin): Decision<Resident> | undefined {
  if (resident.erasedAt) return undefined
  requireUnmasked(changes)
  const next: Resident = {
    ...resident,
    ...given(changes),
    ...(changes.tags && { tags: distinct(changes.tags) }),
    ...(community && placeOf(community)),
  }
  if (changes.birthDate || changes.sex) Object.assign(next, bornOf(next, origin?.at ?? resident.registeredAt))
  const fields = [...changeable, 'areaCode' as const].filter((name) => JSON.stringify(next[name]) !== JSON.stringify(resident[name]))
  if (!fields.length) return undefined
  const set: Partial<Resident> = Object.fromEntries(fields.map((name) => [name, next[name]]))
  return {
    set: {
      ...set,
      ...(community && { areaCode: next.areaCode, areas: next.areas }),
      ...(origin && { origins: withOrigin(resident.origins, fields, origin) }),
    },
    events: [event('information-network.resident-updated', { ...told(next), ...(origin?.matter && { source: origin.matter }) })],
  }
}

/** By a number that is theirs, or by what was said. Throws `birth-date-needed`, `birth-date-differs`, `sex-differs`, `born-later`. */
export function bornOf(
  { identityNumber, birthDate, sex }: Pick<Resident, 'identityNumber' | 'birthDate' | 'sex'>,
  now: Date,
): Pick<Resident, 'birthDate' | 'sex'> {
  if (!identityNumber) {
    if (!birthDate) throw new DomainError('birth-date-needed', { field: 'birthDate' })
    if (birthDate > dayOf(now)) throw new DomainError('born-later', { field: 'birthDate' })
    return { birthDate, sex }
  }
  requireIdentityNumber(identityNumber, now)
  const own = { birthDate: birthDateIn(identityNumber), sex: sexIn(identityNumber) }
  if (birthDate && birthDate !== own.birthDate) throw new DomainError('birth-date-differs', { field: 'birthDate' })
  if (sex && sex !== own.sex) throw new DomainError('sex-differs', { field: 'sex' })
  return own
}

/** In entries of before only the number says it. */
export const birthDateOf = ({ birthDate, identityNumber }: Pick<Resident, 'birthDate' | 'identityNumber'>): Day =>
  birthDate ?? birthDateIn(identityNumber as string)

export const isAlive = ({ left }: Pick<Resident, 'left'>): boolean => left?.how !== 'died'

/** What was shown to somebody masked is no value. Throws `masked-value`, naming the field. */
export function requireUnmasked(values: object, at = ''): void {
  for (const [name, value] of Object.entries(values)) {
    const field = at ? `${at}.${name}` : name
    if (typeof value === 'string' && value.includes('**')) throw new DomainError('masked-value', { field })
    if (typeof value === 'object' && value !== null) requireUnmasked(value, field)
  }
}

/** Their part of what is done with a household; nothing where it was done before. */
export function takeStep({ erasedAt, memberships }: Resident, step: MemberStep, on: Day): Decision<Resident> | undefined {
  const next = erasedAt ? undefined : take(memberships, step, on)
  return next && { set: { memberships: next } }
}

const birthYearOf = (resident: Resident): number => Number(yearOf(birthDateOf(resident)))
const isHere = ({ erasedAt, left }: Resident): boolean => !erasedAt && !left

/** Told once more to whoever kept nothing of them before. Nothing of them changes. */
const introduce = (resident: Resident): Decision<Resident> => ({
  set: {},
  events: [event('information-network.resident-introduced', told(resident))],
})

/** Whose year it is to be 60. With the tag they were elderly before. */
export function introduceOfAge(resident: Resident, year: number): Decision<Resident> | undefined {
  if (!isHere(resident) || resident.tags.includes('elderly')) return undefined
  return elderlyFrom(birthYearOf(resident)) === year ? introduce(resident) : undefined
}

/** Somebody younger who is named where care is asked for in an area: only where they live there. Of who is elderly, home care knows. */
export function introduceForCare(resident: Resident, areaCode: string, now: Date): Decision<Resident> | undefined {
  if (!isHere(resident) || !resident.areas.includes(areaCode)) return undefined
  return isElderly({ birthYear: birthYearOf(resident), tags: resident.tags }, now) ? undefined : introduce(resident)
}

/** In no area, so that nobody sees it. */
const NOWHERE = '000000000000'

/** Nothing is left of who it was but the id, which others may hold still. The same person may register again, as somebody new. */
export const erase = (resident: Resident, now: Date): Decision<Resident> => ({
  set: {
    ...(Object.fromEntries(changeable.map((name) => [name, undefined])) as Partial<Resident>),
    name: ERASED,
    formerNames: undefined,
    // Unique, and no number.
    identityNumber: resident.id,
    address: ERASED,
    tags: [],
    areaCode: NOWHERE,
    areas: [],
    origin: undefined,
    origins: undefined,
    memberships: undefined,
    left: undefined,
    erasedAt: resident.erasedAt ?? now,
  },
  events: [event('information-network.resident-erased', { residentId: resident.id })],
})

/** The identity number is registered already: by somebody whom the asker sees (`isSeen`) and names rightly it is the same person again. To all others one answer, whoever it is and wherever they live. */
export function requireSamePerson(registered: Pick<Resident, 'name'>, wanted: Pick<Resident, 'name'>, isSeen: boolean): void {
  if (!isSeen || !isSameName(registered.name, wanted.name)) throw new DomainError('identity-number-registered', { field: 'identityNumber' })
}

const given = (changes: ResidentChanges): ResidentChanges => Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined))
const distinct = (tags: ResidentTag[]) => residentTags.filter((tag) => tags.includes(tag))

export const told = (resident: Resident) => {
  const { id, name, phone, address, areaCode, tags, left } = resident
  const birthYear = birthYearOf(resident)
  return { residentId: id, areaCode, name, ...(phone && { phone }), address, tags: [...tags], birthYear, ...(left && { left: left.how }) }
}
