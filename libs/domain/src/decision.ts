/** Something that happened. Made only by a service's own typed `event` function (see `eventsOf` in contracts). */
export interface DomainEvent {
  readonly name: string
  readonly data: object
}

/**
 * What a rule decided: the fields that change (`undefined` unsets one) and what the others may know of it.
 * Both are stored in one write, or neither.
 */
export interface Decision<T> {
  set: Partial<T>
  events?: DomainEvent[]
}
