import { DomainError } from './domain-error'

/**
 * What the asker does not see is not there: one answer, `not-found`, for what is elsewhere and for what is nowhere, so that asking tells nothing of what others have.
 * `field` is where it stands in the body or the query; what stands in the path needs none.
 */
export function requireSeen<T>(found: T | undefined, isSeen: (found: T) => boolean, field?: string): T {
  if (found === undefined || !isSeen(found)) throw new DomainError('not-found', field === undefined ? {} : { field })
  return found
}
