import { useQuery } from '@tanstack/react-query'
import { mainNumber, normalPhone } from '@yiwang/domain/normalization'
import { calls } from '../api/generated/hotline'
import { session } from '../api/session'

/** Asks as soon as the number is whole: nobody presses a button while a caller waits. `call`: as the desk names it, which is kept with the look. */
export function useCallers(typed: string, call: string) {
  const whole = normalPhone(typed, session.phones())
  const phone = whole ? mainNumber(whole) : typed.replace(/[\s-]/g, '')
  const callers = useQuery({
    queryKey: ['callers', phone],
    queryFn: ({ signal }) => calls.search({ body: { phone, call }, signal }),
    enabled: whole !== undefined,
    staleTime: 30_000,
  })
  return { phone, callers }
}
