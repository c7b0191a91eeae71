import { Problem } from '../api/problem'

/** What may be otherwise in a moment, with nothing done about it. */
export const passes = (error: Error): boolean => error instanceof Problem && (error.status === 0 || error.status >= 500)

const laterTries = 10_000

/** What could not be had is asked for again by itself. */
export const againLater = ({ state }: { state: { error: Error | null } }): number | false => (state.error && passes(state.error) ? laterTries : false)
