/** A provider's account, as identity told of it last. */
export interface Account {
  id: string
  /** What they sign in with. */
  account: string
  name: string
  areaCode: string
  areas: string[]
  disabled: boolean
}
