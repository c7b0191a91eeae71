import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { type ListDoor, resourceOf } from '../../api/door'
import { againLater, laterTries } from '../again'

interface Settings<Row> {
  /** Looks again by itself; where it depends on what is there, `false` for not now. */
  every?: number | ((rows: Row[]) => number | false)
  enabled?: boolean
}

/** A list of a service, page after page: `data` is what was loaded so far, `Loaded` offers the next. */
export function usePages<Row, Query>(
  list: ListDoor<Row, Query>,
  query?: Omit<Query, 'cursor' | 'limit' | 'signal' | 'version'>,
  { every, ...settings }: Settings<Row> = {},
) {
  const found = useInfiniteQuery({
    queryKey: [list.path, query],
    queryFn: ({ pageParam, signal }) => list({ ...query, cursor: pageParam, signal } as never),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    refetchInterval: (query) => {
      const rows = query.state.data?.pages.flatMap(({ items }) => items) ?? []
      return (typeof every === 'function' ? every(rows) : every) || againLater(query) || (awayIn(query.state.data?.pages).length > 0 && laterTries)
    },
    ...settings,
  })
  return { ...found, data: found.data?.pages.flatMap((page) => page.items), away: awayIn(found.data?.pages) }
}

const awayIn = (pages: { away?: string[] }[] = []): string[] => [...new Set(pages.flatMap(({ away = [] }) => away))]

/** After a change at this door: all that was asked at doors of the same things is asked anew. */
export function useRenew() {
  const queries = useQueryClient()
  return (door: { path: string }) =>
    queries.invalidateQueries({ predicate: ({ queryKey: [path] }) => typeof path === 'string' && path.startsWith(resourceOf(door)) })
}
