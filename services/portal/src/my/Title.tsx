import { type ReactNode, useEffect, useRef } from 'react'

/** A new question: the keyboard is at its title, and a screen reader reads it. */
export function Title({ children }: { children: ReactNode }) {
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => title.current?.focus(), [])
  return (
    <h1 ref={title} tabIndex={-1}>
      {children}
    </h1>
  )
}
