/** Whom a visit is for, as the hotline told it: registered (`residentId`), or known by name only. */
export interface Person {
  residentId?: string
  name: string
  phone?: string
  address?: string
}
