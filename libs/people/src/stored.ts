import { type Kinds, list, optional, part, sealed, text, time } from '@yiwang/persistence'
import type { Actor, Person, Place, Source, Step } from './rules'

/** How the forms of `rules.ts` are stored. A service that keeps more of one spreads its kinds: `part<Caller>({ ...personKinds, tags: … })`. */
export const personKinds: Kinds<Person> = {
  residentId: optional(text),
  name: sealed(text),
  phone: optional(sealed(text)),
  address: optional(sealed(text)),
}
export const person = part<Person>(personKinds)

export const actor = part<Actor>({ id: text, name: sealed(text), role: text })

export const stepKinds: Kinds<Step> = { at: time, action: text, state: text, by: optional(actor), note: optional(sealed(text)) }
export const step = part<Step>(stepKinds)

export const source = part<Source>({ service: text, id: text })

export const placeKinds: Kinds<Place> = { areaCode: text, areas: list(text) }
