import { useSyncExternalStore } from 'react'
import { type Session, session } from '../api/session'
import type { Account } from '../api/shapes'

export function useSession(): Session {
  return useSyncExternalStore(session.subscribe, session.get)
}

/** The pages behind the login always have one. */
export function useAccount(): Account {
  const { account } = useSession()
  if (!account) throw new Error('no account: this page stands outside the login')
  return account
}
