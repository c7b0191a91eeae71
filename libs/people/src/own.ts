import type { Staff } from '@yiwang/auth'
import { DomainError } from '@yiwang/domain'

/** Whose own it is: the person whom the token names, and nobody whom a request does. DomainError `not-allowed` where it names none. */
export function residentOf({ residentId }: Pick<Staff, 'residentId'>): string {
  if (!residentId) throw new DomainError('not-allowed')
  return residentId
}
