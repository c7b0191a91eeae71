import { hashKey, type InfiniteData, type QueryKey, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { type Heard, type Page, type Queue, standsIn, withChanged, withLetIn } from './queue'
import { listenToTickets } from './stream'

type Pages = InfiniteData<Page>

const isList = (key: QueryKey) => typeof key[1] === 'object'

/**
 * Others act while this list is open. A row that is shown changes where it stands; one that is not shown waits to be let in, and so does leaving,
 * so that the list never jumps under the hand. Nothing is asked for: the news bring what is shown.
 */
export function useTicketNews(queue: Queue, pages: Page[] | undefined) {
  const queries = useQueryClient()
  const [heard, setHeard] = useState<Heard[]>([])
  const isShown = (id: string) => pages?.some(({ items }) => items.some((row) => row.id === id))
  /** A row that left waits like one that comes; what the list has taken in by itself meanwhile does not. */
  const waits = ({ id, ticket }: Heard) => !pages || (ticket ? !isShown(id) && standsIn(queue, pages, ticket) : isShown(id))
  const latest = useRef(waits)
  latest.current = waits

  useEffect(
    () =>
      listenToTickets({
        async ticket({ id, ticket: now }) {
          const ticket = await now()
          if (ticket) change(['tickets'], (pages) => withChanged(pages, ticket))
          setHeard((all) => [...all.filter((one) => one.id !== id), ...[{ id, ticket }].filter(latest.current)])
        },
        back: () => void Promise.all(['tickets', 'ticket'].map((of) => queries.invalidateQueries({ queryKey: [of] }))),
      }),
    [queries],
  )

  function change(queryKey: QueryKey, to: (pages: Page[]) => Page[]): void {
    const lists = { queryKey, predicate: ({ queryKey }: { queryKey: QueryKey }) => isList(queryKey) }
    queries.setQueriesData<Pages>(lists, (data) => data && { ...data, pages: to(data.pages) })
  }

  useEffect(() => setHeard((all) => (all.every(waits) ? all : all.filter(waits))), [pages])

  return {
    count: heard.filter((one) => one.ticket && pages && waits(one)).length,
    async letIn() {
      change(['tickets', queue], (pages) => withLetIn(queue, pages, heard))
      setHeard([])
      // Another list that lies open beside it takes in nothing by itself.
      void queries.invalidateQueries({
        queryKey: ['tickets'],
        predicate: ({ queryKey: key }) => isList(key) && hashKey([key[1]]) !== hashKey([queue]),
      })
    },
  }
}
