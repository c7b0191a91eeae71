import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { hotline } from '../../api/hotline'
import type { Ticket, TicketState } from '../../api/shapes'

/** What a list shows: the states it gathers (none: all, newest first), or one caller's. */
export interface Queue {
  states: TicketState[]
  phone?: string
}

type Cursors = Record<string, string | undefined>
const everything = ''

async function load(queue: Queue, cursors: Cursors, signal: AbortSignal): Promise<{ items: Ticket[]; next: Cursors }> {
  const sort = queue.states.length ? 'dueAt' : '-createdAt'
  const pages = await Promise.all(
    Object.entries(cursors).map(async ([state, cursor]) => ({
      state,
      page: await hotline.tickets({ state: (state as TicketState) || undefined, reporterPhone: queue.phone, sort, limit: 50, cursor }, signal),
    })),
  )
  const next: Cursors = {}
  for (const { state, page } of pages) if (page.next) next[state] = page.next
  return { items: pages.flatMap(({ page }) => page.items), next }
}

/** Several states are several questions to the service, put together here by their deadline. */
export function useQueue(queue: Queue) {
  const names = queue.states.length ? queue.states : [everything]
  const first: Cursors = Object.fromEntries(names.map((state) => [state, undefined]))
  const query = useInfiniteQuery({
    queryKey: ['tickets', queue],
    queryFn: ({ pageParam, signal }) => load(queue, pageParam, signal),
    initialPageParam: first,
    getNextPageParam: ({ next }) => (Object.keys(next).length ? next : undefined),
    refetchOnWindowFocus: false,
  })
  const several = queue.states.length > 1
  const items = useMemo(() => {
    const all = query.data?.pages.flatMap((page) => page.items)
    return several ? all?.sort((a, b) => a.dueAt.localeCompare(b.dueAt)) : all
  }, [query.data, several])
  return { ...query, items }
}
