import type { ReactNode } from 'react'

/** A key's name beside its button: seen, and told to screen readers by aria-keyshortcuts instead. */
export function Key({ children }: { children: ReactNode }) {
  return (
    <span aria-hidden="true">
      <kbd>{children}</kbd>
    </span>
  )
}
