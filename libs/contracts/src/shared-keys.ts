import type { ServiceName } from './events'

/**
 * What two services tell each other in notes that a browser carries between them: each kind has a key of its own, which only these are given (docs/decisions/0049-residents-sign-in.md).
 */
export const notesBetween = {
  recognition: ['identity', 'information-network'],
} as const satisfies Record<string, readonly ServiceName[]>

/** The names of the keys that a service shares with another. */
export const notesOf = (service: ServiceName): string[] =>
  Object.entries<readonly ServiceName[]>(notesBetween).flatMap(([note, between]) => (between.includes(service) ? [note] : []))
