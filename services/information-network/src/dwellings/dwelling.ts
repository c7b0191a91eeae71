import { type Decision, newId } from '@yiwang/domain'
import { type Actor, actorOf, type KnownArea, type Place, placeOf } from '@yiwang/people/rules'
import { event } from '../events'

/** How somebody lives there, as the grid's forms ask it. */
export const tenures = ['own', 'rented', 'public-rental', 'staff', 'other'] as const
export type Tenure = (typeof tenures)[number]

/** Where a home is, as precisely as it is known: degrees of CGCS2000, metres around it. */
export interface Position {
  latitude: number
  longitude: number
  accuracy: number
}

/** Who opens the door where nobody answers. */
export interface KeyHolder {
  name: string
  phone?: string
  /** Where they are registered. */
  residentId?: string
  /** Whose they are to those who live there: 女儿, 对门邻居. */
  relation?: string
}

/** The parts of an address below the community, from the estate or the village group down. */
export interface Address {
  estate: string
  building?: string
  unit?: string
  room?: string
}

/** One home. Many people live in it over time; who does, their own entries say. */
export interface Dwelling extends Place, Address {
  id: string
  tenure?: Tenure
  position?: Position
  keyHolders: KeyHolder[]
  remarks?: string
  /** Its area and address, however they were written: no home is recorded twice. */
  key: string
  recordedBy?: Actor
  recordedAt: Date
}

export type WantedDwelling = Address & Pick<Dwelling, 'tenure' | 'position' | 'remarks'> & { keyHolders?: KeyHolder[] }
export type DwellingChanges = Partial<WantedDwelling>

const plain = (text: string): string => text.normalize('NFKC').replace(/\s/g, '').toLowerCase()

/** What tells one from another, however it is written: 3栋, 3幢, 3号楼 and 3# are one building, 2单元 and 2 one unit, 501室 and 501 one room. */
export const numberOf = {
  building: (text = '') => plain(text).replace(/(?:栋|幢|座|号楼|#楼?)$/u, ''),
  unit: (text = '') => plain(text).replace(/单元$/u, ''),
  room: (text = '') => plain(text).replace(/(?:室|号|户)$/u, ''),
}

export const keyOf = ({ estate, building, unit, room }: Address, areaCode: string): string =>
  [areaCode, plain(estate), numberOf.building(building), numberOf.unit(unit), numberOf.room(room)].join('|')

/** In one line, as it is written on a letter. */
export const addressOf = ({ estate, building = '', unit = '', room = '' }: Address): string => estate + building + unit + room

export function record(
  wanted: WantedDwelling,
  community: KnownArea,
  { by, now, id = newId() }: { by?: Actor; now: Date; id?: string },
): Decision<Dwelling> {
  const { keyHolders = [], ...rest } = wanted
  const dwelling: Dwelling = {
    id,
    ...rest,
    ...placeOf(community),
    keyHolders,
    key: keyOf(wanted, community.id),
    ...(by && { recordedBy: actorOf(by) }),
    recordedAt: now,
  }
  return { set: dwelling, events: [event('information-network.dwelling-recorded', told(dwelling))] }
}

/** Nothing is stored or told where nothing differs. */
export function update(dwelling: Dwelling, changes: DwellingChanges): Decision<Dwelling> | undefined {
  const next = { ...dwelling, ...changes }
  next.key = keyOf(next, dwelling.areaCode)
  const fields = [...(Object.keys(changes) as (keyof DwellingChanges)[]), 'key' as const]
  const set = Object.fromEntries(
    fields.filter((name) => JSON.stringify(next[name]) !== JSON.stringify(dwelling[name])).map((name) => [name, next[name]]),
  )
  if (!Object.keys(set).length) return undefined
  return { set, events: [event('information-network.dwelling-changed', told(next))] }
}

const told = (dwelling: Dwelling) => ({
  dwellingId: dwelling.id,
  areaCode: dwelling.areaCode,
  address: addressOf(dwelling),
  ...(dwelling.position && { position: dwelling.position }),
})

/** Somebody who is forgotten holds no key that is known of. */
export const withoutKeyHolder = ({ keyHolders }: Dwelling, residentId: string): { set: Partial<Dwelling> } | undefined =>
  keyHolders.some((one) => one.residentId === residentId)
    ? { set: { keyHolders: keyHolders.filter((one) => one.residentId !== residentId) } }
    : undefined
