import type { Place } from '@yiwang/people/rules'

/** A device in a kiosk, as identity registered it, and the last that was heard of it. */
export interface Terminal extends Place {
  id: string
  account: string
  name: string
  lastSeenAt?: Date
  softwareVersion?: string
}
