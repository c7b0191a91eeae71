import { Fragment, type ReactNode } from 'react'
import { Navigate, useParams } from 'react-router'
import { useAccount } from '../useSession'
import { draftsOf } from './drafts'
import { useDrafts } from './useDrafts'

/** `new` leads to a form of its own, named for the moment it began: what is half-written for one person never lies under the next one's. */
export const Begin = () => <Navigate to={String(Date.now())} replace />

/** Each beginning is another form. */
export function Begun({ children }: { children: ReactNode }) {
  const { begun = '' } = useParams()
  if (!/^\d{13}$/.test(begun)) return <Navigate to={`../${Date.now()}`} relative="path" replace />
  return <Fragment key={begun}>{children}</Fragment>
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
