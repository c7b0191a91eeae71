import { type ReactNode, useEffect, useRef } from 'react'

/** A new question: the keyboard is at its title, and a screen reader reads it. */
export function Title({ as: Heading = 'h1', children }: { as?: 'h1' | 'h2'; children: ReactNode }) {
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => title.current?.focus(), [])
  return (
    <Heading ref={title} tabIndex={-1}>
      {children}
    </Heading>
  )
}
