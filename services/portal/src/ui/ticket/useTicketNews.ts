import { type InfiniteData, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { hotline } from '../../api/hotline'
import type { Ticket } from '../../api/shapes'
import { listenToTickets } from '../../api/stream'
import type { Queue } from './useQueue'

type Pages = InfiniteData<{ items: Ticket[] }>

/**
 * Others act while this list is open. A row that is shown changes where it stands; one that is not shown waits to be let in,
 * so that the list never jumps under the hand.
 */
export function useTicketNews(queue: Queue, shown: Ticket[] | undefined) {
  const queries = useQueryClient()
  const [waiting, setWaiting] = useState<string[]>([])
  const latest = useRef({ queue, shown })
  latest.current = { queue, shown }

  useEffect(
    () =>
      listenToTickets({
        async news({ id, version }) {
          const known = queries.getQueryData<Ticket>(['ticket', id]) ?? latest.current.shown?.find((ticket) => ticket.id === id)
          if (known && known.version >= version) return
          const ticket = await hotline.ticket(id).catch(() => undefined)
          if (!ticket) return
          if (queries.getQueryData(['ticket', id])) queries.setQueryData(['ticket', id], ticket)
          const { queue, shown } = latest.current
          if (shown?.some((one) => one.id === id)) replace(ticket)
          else if (!queue.phone && (queue.states.length === 0 || queue.states.includes(ticket.state))) setWaiting((ids) => [...new Set([...ids, id])])
        },
        back: () => void queries.invalidateQueries({ queryKey: ['tickets'] }),
      }),
    [queries],
  )

  function replace(ticket: Ticket): void {
    queries.setQueriesData<Pages>({ queryKey: ['tickets'] }, (data) =>
      data?.pages
        ? { ...data, pages: data.pages.map((page) => ({ ...page, items: page.items.map((one) => (one.id === ticket.id ? ticket : one)) })) }
        : data,
    )
  }

  const outside = waiting.filter((id) => !shown?.some((ticket) => ticket.id === id))
  return {
    count: outside.length,
    letIn() {
      setWaiting([])
      return queries.invalidateQueries({ queryKey: ['tickets'] })
    },
  }
}
