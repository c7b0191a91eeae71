import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { changeRow, letInto } from './lists'
import { type Heard, hearing, type Queue, standsIn } from './queue'
import { listenToTickets } from './stream'
import type { useQueue } from './useQueue'

/**
 * Others act while this list is open. A row that is shown changes where it stands; one that is not shown waits to be let in, and so does leaving,
 * so that the list never jumps under the hand. Nothing is asked for: the news bring what is shown.
 */
export function useTicketNews(queue: Queue, { pages, isFetching }: Pick<ReturnType<typeof useQueue>, 'pages' | 'isFetching'>) {
  const queries = useQueryClient()
  const [heard, setHeard] = useState<Heard[]>([])
  const isShown = (id: string) => pages?.some(({ items }) => items.some((row) => row.id === id))
  /** A row that left waits like one that comes; what the list has taken in by itself meanwhile does not. */
  const waits = ({ id, ticket }: Heard) => pages && (ticket ? !isShown(id) && standsIn(queue, pages, ticket) : isShown(id))
  /** What is being read may be of before. */
  const keeps = (one: Heard) => isFetching || waits(one)
  const latest = useRef(keeps)
  latest.current = keeps

  useEffect(
    () =>
      listenToTickets({
        async ticket({ id, version, ticket: now }) {
          const ticket = await now()
          if (ticket === undefined) return
          if (ticket) changeRow(queries, ticket)
          setHeard((all) => hearing(all, { id, version: ticket?.version ?? version, ticket }).filter((one) => latest.current(one)))
        },
        back: () => void Promise.all(['tickets', 'ticket'].map((of) => queries.invalidateQueries({ queryKey: [of] }))),
      }),
    [queries],
  )

  useEffect(() => {
    for (const { id, ticket } of heard) if (ticket && isShown(id)) changeRow(queries, ticket)
    setHeard((all) => (all.every(keeps) ? all : all.filter(keeps)))
  }, [pages, isFetching])

  return {
    count: heard.filter((one) => one.ticket && waits(one)).length,
    async letIn() {
      letInto(queries, queue, heard)
      setHeard([])
    },
  }
}
