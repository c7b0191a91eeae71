import { useQuery } from '@tanstack/react-query'
import { hotline } from '../api/hotline'

const complete = /^(1\d{10}|0\d{9,11})$/

/** Asks as soon as the number is whole: nobody presses a button while a caller waits. */
export function useCallers(typed: string) {
  const phone = typed.replace(/[\s-]/g, '')
  const callers = useQuery({
    queryKey: ['callers', phone],
    queryFn: ({ signal }) => hotline.callers(phone, signal),
    enabled: complete.test(phone),
    staleTime: 30_000,
  })
  return { phone, callers }
}
