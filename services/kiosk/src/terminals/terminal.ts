/** A device in a kiosk, as identity registered it, and the last that was heard of it. */
export interface Terminal {
  id: string
  account: string
  name: string
  areaCode: string
  areas: string[]
  lastSeenAt?: Date
  softwareVersion?: string
}
