import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { tickets, type WaitingView } from '../../api/generated/hotline'
import { listenToTickets } from '../stream'

const queryKey = ['tickets', 'waiting']

/** What waits for this person, as the service counts it; told anew when it changed. */
export function useWaiting() {
  const queries = useQueryClient()
  useEffect(
    () =>
      listenToTickets({
        async waiting(now) {
          // An answer under way may be of before.
          await queries.cancelQueries({ queryKey })
          queries.setQueryData<WaitingView>(queryKey, now)
        },
        back: () => void queries.invalidateQueries({ queryKey }),
      }),
    [queries],
  )
  return useQuery({ queryKey, queryFn: ({ signal }) => tickets.waiting({ signal }), refetchInterval: 60_000 })
}

/** For whoever only shows the figures: undefined until they are known. */
export function useWaitingCounts(): Record<string, number> | undefined {
  const { data } = useQuery({ queryKey, queryFn: ({ signal }) => tickets.waiting({ signal }) })
  return data && Object.fromEntries(data.states.map(({ state, count }) => [state, count]))
}
