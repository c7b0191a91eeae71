import { useSyncExternalStore } from 'react'

let now = Date.now()
const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined

/** One clock for the page, moving every 20 seconds: all deadlines change together. */
export function useNow(): number {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      timer ??= setInterval(() => {
        now = Date.now()
        for (const one of listeners) one()
      }, 20_000)
      return () => listeners.delete(listener)
    },
    () => now,
  )
}
