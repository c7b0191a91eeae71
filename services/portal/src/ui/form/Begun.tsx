import { Fragment, type ReactNode } from 'react'
import { Navigate, useLocation, useParams } from 'react-router'
import { useAccount } from '../useSession'
import { draftsOf } from './drafts'
import { useDrafts } from './useDrafts'

/** Each beginning is a form of its own, named in the address for the moment it began: what is half-written for one person never lies under the next one's. */
export function Begun({ children }: { children: ReactNode }) {
  const { begun } = useParams()
  const { pathname } = useLocation()
  if (begun && /^\d{13}$/.test(begun)) return <Fragment key={begun}>{children}</Fragment>
  return <Navigate to={`${begun ? pathname.slice(0, pathname.lastIndexOf('/')) : pathname.replace(/\/$/, '')}/${Date.now()}`} replace />
}

/** The name of the draft of the form that this address opens. */
export const useDraftName = (kind: string) => `${kind}.${useParams().begun}`

/** What else of this kind was begun and lies unfinished. */
export function useUnfinished<T>(kind: string, written: (values: T) => unknown): { begun: string; values: T }[] {
  useDrafts()
  const { id } = useAccount()
  const { begun: open } = useParams()
  return draftsOf<T>(id, kind).filter(({ begun, values }) => begun !== open && written(values))
}
