import { useEffect, useState } from 'react'

const moment = 250

/** What is typed, once the hand has paused; while it is undefined (in the middle of an input method's word) what was there before. */
export function useSettled<T>(value: T | undefined): T | undefined {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    if (value === undefined) return
    const timer = setTimeout(() => setSettled(value), moment)
    return () => clearTimeout(timer)
  }, [value])
  return settled
}
