import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { tickets } from '../../api/generated/hotline'
import { listenToTickets } from '../stream'

/** Many tickets change at once in a storm: one question for all of them. */
const together = 1000

/** What waits for this person, as the service counts it; asked anew when anything changes. */
export function useWaiting() {
  const queries = useQueryClient()
  useEffect(() => {
    let asking: ReturnType<typeof setTimeout> | undefined
    const ask = () => {
      asking ??= setTimeout(() => {
        asking = undefined
        void queries.invalidateQueries({ queryKey: ['tickets', 'waiting'] })
      }, together)
    }
    const stop = listenToTickets({ news: ask, back: ask })
    return () => {
      stop()
      clearTimeout(asking)
    }
  }, [queries])
  return useQuery({ queryKey: ['tickets', 'waiting'], queryFn: ({ signal }) => tickets.waiting({ signal }), refetchInterval: 60_000 })
}

/** For whoever only shows the figures: undefined until they are known. */
export function useWaitingCounts(): Record<string, number> | undefined {
  const { data } = useQuery({ queryKey: ['tickets', 'waiting'], queryFn: ({ signal }) => tickets.waiting({ signal }) })
  return data && Object.fromEntries(data.states.map(({ state, count }) => [state, count]))
}
