import { eventsOf } from '@yiwang/contracts'

/** The only way in this service to make an event. */
export const event = eventsOf('hotline')
