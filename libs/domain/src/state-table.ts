import { DomainError } from './domain-error'

type Table = Record<string, Record<string, string>>
type ActionOf<T extends Table> = { [S in keyof T]: keyof T[S] }[keyof T] & string

export interface StateTable<State extends string, Action extends string> {
  readonly table: Readonly<Record<State, Partial<Record<Action, State>>>>
  readonly names: State[]
  /** The state after `action`; throws `illegal-transition` (409) with the state and the action where the table has none. */
  next(from: State, action: Action): State
  actions(from: State): Action[]
  /** States from which no final state can be reached. A test expects none. */
  deadEnds(): State[]
  /** States that cannot be reached from `start`. A test expects none. */
  unreachable(start: State): State[]
}

/** Rules as data: state x action -> state. A state without actions is final. Where the target depends on more than both, the rule's function decides. */
export function stateTable<const T extends Table>(table: T): StateTable<keyof T & string, ActionOf<T>> {
  type State = keyof T & string
  const names = Object.keys(table) as State[]
  const targets = (from: State) => Object.values(table[from]) as State[]

  const reach = (start: State) => {
    const seen = new Set<State>([start])
    for (const state of seen) for (const target of targets(state)) seen.add(target)
    return seen
  }

  return {
    table: table as never,
    names,
    next(from, action) {
      const to = table[from]?.[action]
      if (!to) throw new DomainError('illegal-transition', { state: from, action })
      return to as State
    },
    actions: (from) => Object.keys(table[from]) as ActionOf<T>[],
    deadEnds: () => names.filter((name) => ![...reach(name)].some((state) => targets(state).length === 0)),
    unreachable: (start) => names.filter((name) => !reach(start).has(name)),
  }
}
