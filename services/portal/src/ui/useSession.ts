import { useSyncExternalStore } from 'react'
import type { SignedInAccount } from '../api/generated/identity'
import { type Session, session } from '../api/session'

export function useSession(): Session {
  return useSyncExternalStore(session.subscribe, session.get)
}

/** The pages behind the login always have one. */
export function useAccount(): SignedInAccount {
  const { account } = useSession()
  if (!account) throw new Error('no account: this page stands outside the login')
  return account
}
