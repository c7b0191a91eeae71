/** One step in the life of a request or a visit. Without `by` it followed from an event. */
export interface Step {
  at: Date
  action: string
  state: string
  by?: Actor
  note?: string
}

export interface Actor {
  id: string
  name: string
  role: string
}

/** Of the signed-in person, what a history keeps. */
export const actor = ({ id, name, role }: Actor): Actor => ({ id, name, role })
