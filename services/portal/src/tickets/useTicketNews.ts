import { type InfiniteData, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { TicketView } from '../api/generated/hotline'
import { listenToTickets } from './stream'
import type { Queue } from './useQueue'

type Pages = InfiniteData<{ items: TicketView[] }>

/**
 * Others act while this list is open. A row that is shown changes where it stands; one that is not shown waits to be let in,
 * so that the list never jumps under the hand.
 */
export function useTicketNews(queue: Queue, shown: TicketView[] | undefined) {
  const queries = useQueryClient()
  const [waiting, setWaiting] = useState<string[]>([])
  const latest = useRef({ queue, shown })
  latest.current = { queue, shown }

  useEffect(
    () =>
      listenToTickets({
        async news({ id, ticket: now }) {
          const ticket = await now()
          if (!ticket) return
          const { queue, shown } = latest.current
          const belongs = !queue.q && (queue.states.length === 0 || queue.states.includes(ticket.state))
          if (shown?.some((one) => one.id === id)) replace(ticket)
          setWaiting((ids) => [...ids.filter((one) => one !== id), ...(belongs ? [id] : [])])
        },
        back: () => void Promise.all(['tickets', 'ticket'].map((of) => queries.invalidateQueries({ queryKey: [of] }))),
      }),
    [queries],
  )

  function replace(ticket: TicketView): void {
    queries.setQueriesData<Pages>({ queryKey: ['tickets'] }, (data) =>
      data?.pages
        ? { ...data, pages: data.pages.map((page) => ({ ...page, items: page.items.map((one) => (one.id === ticket.id ? ticket : one)) })) }
        : data,
    )
  }

  // What the list has meanwhile taken in by itself does not wait any more.
  useEffect(() => {
    setWaiting((ids) => {
      const rest = ids.filter((id) => !shown?.some((ticket) => ticket.id === id))
      return rest.length === ids.length ? ids : rest
    })
  }, [shown])

  const outside = waiting.filter((id) => !shown?.some((ticket) => ticket.id === id))
  return {
    count: outside.length,
    letIn() {
      setWaiting([])
      return queries.invalidateQueries({ queryKey: ['tickets'] })
    },
  }
}
