import { eventsOf } from '@yiwang/contracts'

export const event = eventsOf('information-network')
