import { passes } from '../api/problem'

export const laterTries = 10_000

/** What could not be had is asked for again by itself. */
export const againLater = ({ state }: { state: { error: Error | null } }): number | false => (state.error && passes(state.error) ? laterTries : false)
