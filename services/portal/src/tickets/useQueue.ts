import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { searchedBy } from '../api/door'
import { type TicketView, tickets } from '../api/generated/hotline'
import { listKey, remembered } from './lists'
import { type Cursors, everything, isByNewest, type Page, type Queue, rowsOf } from './queue'

const foundTickets = searchedBy(tickets.list, tickets.find)

/** A search may find nothing for a while and still go on further back. */
async function pageWith(wanted: Parameters<typeof tickets.list>[0], signal: AbortSignal): Promise<{ items: TicketView[]; next?: string | null }> {
  const page = await (wanted.q ? foundTickets : tickets.list)({ ...wanted, signal })
  return page.items.length || !page.next ? page : pageWith({ ...wanted, cursor: page.next }, signal)
}

async function load(queue: Queue, cursors: Cursors, signal: AbortSignal): Promise<Page> {
  const sort = isByNewest(queue) ? '-createdAt' : 'dueAt'
  const pages = await Promise.all(
    Object.entries(cursors).map(async ([state, cursor]) => ({
      state,
      page: await pageWith({ state: (state as TicketView['state']) || undefined, q: queue.q, sort, limit: 50, cursor }, signal),
    })),
  )
  const next: Cursors = {}
  for (const { state, page } of pages) if (page.next) next[state] = page.next
  return { items: pages.flatMap(({ page }) => page.items), next }
}

/** Several states are several questions to the service, put together here in one order. */
export function useQueue(queue: Queue) {
  const names = queue.states.length ? queue.states : [everything]
  const first: Cursors = Object.fromEntries(names.map((state) => [state, undefined]))
  const query = useInfiniteQuery({
    ...remembered,
    queryKey: listKey(queue),
    queryFn: ({ pageParam, signal }) => load(queue, pageParam, signal),
    initialPageParam: first,
    getNextPageParam: ({ next }) => (Object.keys(next).length ? next : undefined),
    refetchOnWindowFocus: false,
  })
  const pages = query.data?.pages
  const key = JSON.stringify(queue)
  const items = useMemo(() => pages && rowsOf(queue, pages), [pages, key])
  return { ...query, pages, items }
}
