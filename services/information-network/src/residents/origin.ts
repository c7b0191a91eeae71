import { type Actor, actorOf, type Source } from '@yiwang/people/rules'

/** By which way something came to be known. */
export const doors = ['counter', 'phone', 'visit', 'kiosk', 'resident', 'import', 'exchange', 'demo'] as const
export type Door = (typeof doors)[number]

/** Seen on a document, said by somebody, taken over from another register, or thought so. */
export const certainties = ['document', 'told', 'copied', 'supposed'] as const
export type Certainty = (typeof certainties)[number]

/** Of what an entry says: who collected it, when, by which door, for which matter, and how certain it is. */
export interface Origin {
  at: Date
  door: Door
  certainty: Certainty
  by?: Actor
  matter?: Source
}

/** By the one who says it now: an operator hears it, others have somebody before them. */
export const originBy = (
  by: Actor,
  at: Date,
  { door = by.role === 'operator' ? 'phone' : 'counter', certainty = 'told' }: Partial<Pick<Origin, 'door' | 'certainty'>>,
): Origin => ({ at, door, certainty, by: actorOf(by) })

/** Of some of its fields. */
export interface FieldOrigin extends Origin {
  fields: string[]
}

/** An entry's first words stand for every field that nothing later was said of. */
export const originOf = ({ origin, origins = [] }: { origin?: Origin; origins?: FieldOrigin[] }, field: string): Origin | undefined =>
  origins.find(({ fields }) => fields.includes(field)) ?? origin

/** With what is known of these fields now; what was known of them before is told by the entry's events. */
export function withOrigin(origins: FieldOrigin[] = [], fields: string[], origin: Origin): FieldOrigin[] {
  const others = origins.map((one) => ({ ...one, fields: one.fields.filter((field) => !fields.includes(field)) }))
  return [...others.filter((one) => one.fields.length), { ...origin, fields }]
}
