import { useSyncExternalStore } from 'react'

let now = Date.now()
const listeners = new Set<() => void>()

setInterval(() => {
  now = Date.now()
  for (const listener of listeners) listener()
}, 20_000)

/** One clock for the page, moving every 20 seconds: all deadlines change together. */
export function useNow(): number {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => now,
  )
}
