import { useQuery } from '@tanstack/react-query'
import { useDeferredValue } from 'react'
import { hotline } from '../api/hotline'

const complete = /^(1\d{10}|0\d{9,11})$/

/** Asks as soon as the number is whole: nobody presses a button while a caller waits. */
export function useCallers(phone: string) {
  const digits = useDeferredValue(phone.replace(/[\s-]/g, ''))
  return useQuery({
    queryKey: ['callers', digits],
    queryFn: ({ signal }) => hotline.callers(digits, signal),
    enabled: complete.test(digits),
    staleTime: 30_000,
  })
}
