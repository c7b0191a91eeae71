import type { Place } from '@yiwang/people/rules'

/** A person or firm that visits people at home. */
export interface Provider extends Place {
  id: string
  name: string
  /** Whose login sees its visits; some have none. */
  accountId?: string
  /** Of before: what somebody typed for a login, until identity tells whose it is. */
  account?: string
  phone: string
}

/** With what home care knows of its account now. */
export type ProviderWithAccount = Provider & { accountDisabled?: boolean }

/**
 * Whom a coordinator may send: a provider that serves the request's area (its own area lies there or above it), or one of the coordinator's own area,
 * since a neighbour's provider is often the nearest and the coordinator answers for all of that area.
 */
export const maySend = (provider: Place, request: { areas: string[] }, by: { areaCode: string }): boolean =>
  request.areas.includes(provider.areaCode) || provider.areas.includes(by.areaCode)
