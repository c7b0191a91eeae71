import type { EventData } from '@yiwang/contracts'

/** What home care knows of a registered resident. */
export interface Elder {
  /** The resident's id. */
  id: string
  name: string
  phone: string
  address: string
  birthYear: number
  tags: string[]
  areaCode: string
  areas: string[]
  /** Everyone is kept, so that nobody is missed on turning 60; who is not there yet does not appear. */
  elderlyFrom: Date
}

/** Law on the Protection of the Rights and Interests of the Elderly, article 2: from 60. Counted by the year of birth, in the city's calendar. */
const ELDERLY_AGE = 60
const ALWAYS = new Date(0)

/** Who carries the tag counts as elderly at any age: the network's administrators decided so. */
export const elderlyFrom = ({ birthYear, tags }: { birthYear: number; tags: string[] }): Date =>
  tags.includes('elderly') ? ALWAYS : new Date(`${birthYear + ELDERLY_AGE}-01-01T00:00:00+08:00`)

export const copy = (resident: EventData<'information-network.resident-registered'>, areas: string[]): Omit<Elder, 'id'> => {
  const { name, phone, address, birthYear, tags, areaCode } = resident
  return { name, phone, address, birthYear, tags, areaCode, areas, elderlyFrom: elderlyFrom(resident) }
}
