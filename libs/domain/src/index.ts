export { Clock, farthest, hasCome, secondsUntil } from './clock'
export { inForceOn } from './dated'
export type { Decision, DomainEvent } from './decision'
export { DomainError, type ErrorDetails } from './domain-error'
export { deriveId, newId } from './ids'
export { requireSeen } from './seen'
export { type StateTable, stateTable } from './state-table'
export {
  addWorkingDays,
  type Calendar,
  type CalendarYear,
  type Day,
  type Deadline,
  dayAfter,
  dayOf,
  deadlineOf,
  endOf,
  isDay,
  isWeekend,
  type Limit,
  startOf,
  yearOf,
} from './working-days'
