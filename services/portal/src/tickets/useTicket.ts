import { replaceEqualDeep, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { type TicketView, tickets } from '../api/generated/hotline'
import { listenToTickets } from './stream'

/** News overtake an answer that is under way. */
const newest = (before: unknown, now: unknown): unknown =>
  before && (before as TicketView).version > (now as TicketView).version ? before : replaceEqualDeep(before, now)

/** One ticket that lies open: what others do to it is seen at once. */
export function useTicket(id: string) {
  const queries = useQueryClient()
  useEffect(
    () =>
      listenToTickets({
        async ticket({ id: changed, version, ticket }) {
          const known = queries.getQueryData<TicketView>(['ticket', id])
          if (changed !== id || !known || known.version >= version) return
          const now = await ticket()
          if (now) queries.setQueryData<TicketView>(['ticket', id], now)
        },
        back: () => void queries.invalidateQueries({ queryKey: ['ticket', id] }),
      }),
    [id, queries],
  )
  return useQuery({
    queryKey: ['ticket', id],
    queryFn: ({ signal }) => tickets.get({ id, signal }),
    refetchInterval: 60_000,
    structuralSharing: newest,
  })
}
