import { useSyncExternalStore } from 'react'
import { draftChanges } from './drafts'

/** Shows anew what depends on drafts whenever one is kept or dropped. */
export const useDrafts = () => useSyncExternalStore(draftChanges.subscribe, draftChanges.count)
