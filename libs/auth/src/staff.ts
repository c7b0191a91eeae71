/** Those of people. */
export const staffRoles = ['operator', 'worker', 'coordinator', 'provider', 'auditor', 'admin'] as const
export const roles = [...staffRoles, 'terminal'] as const
export type Role = (typeof roles)[number]

/** Who asks: a member of staff, or a terminal, as their access token says. */
export interface Staff {
  id: string
  account: string
  name: string
  role: Role
  /** Their place in the city, 12 digits: what they see and do is this area's subtree. */
  areaCode: string
  /** The unit that they handle matters for, such as a department; a community's worker has none beside the community's own committee. */
  unitId?: string
}
