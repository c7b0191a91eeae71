import { DomainError } from '@yiwang/domain'
import { requireAnother } from '@yiwang/people/rules'

/**
 * Whose word it is when an admin gives or confirms something: their own, and, while they are an admin by one person's word alone, also that person's, and whose word that was at the time. So
 * everybody whom one admin has made is in one line with that admin, whatever becomes of those between.
 */
export type Line = string[]

export const areIndependent = (one: Line, other: Line): boolean => !one.some((id) => other.includes(id))

interface Second {
  id: string
  line: Line
}

/** Throws `needs-another-person` for whoever began it, and `needs-independent-person` for whoever is in one line with them, or is an admin by the word of whose account it is. */
export function requireIndependent(by: Second, begunBy: Second, whose?: string): void {
  requireAnother(by, begunBy)
  if (!areIndependent(by.line, whose ? [...begunBy.line, whose] : begunBy.line)) throw new DomainError('needs-independent-person')
}
