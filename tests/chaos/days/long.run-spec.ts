import { livesThrough } from '../lived-through'

// `npm run chaos` says how long; callers do not rest.
const { SEED = '7', OPERATIONS = '10000', MINUTES = '60' } = process.env
livesThrough('see the days that are kept', { seed: Number(SEED), operations: Number(OPERATIONS), minutes: Number(MINUTES) })
