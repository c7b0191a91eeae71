import { useEffect, useRef } from 'react'

/** A new question: the keyboard is at its title, and a screen reader reads it. */
export function useArrival() {
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => title.current?.focus(), [])
  return title
}
