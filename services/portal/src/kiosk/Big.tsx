import type { ReactNode } from 'react'

/** An answer as large as a hand. */
export function Big({ on, press, children }: { on: boolean; press: () => void; children: ReactNode }) {
  return (
    <button type="button" className="big" aria-pressed={on} onClick={press}>
      {children}
    </button>
  )
}
