import { type QueryKey, useInfiniteQuery } from '@tanstack/react-query'

interface Page<T> {
  items: T[]
  next: string | null
}

interface Settings {
  refetchInterval?: number
  enabled?: boolean
}

/** A list of a service, page after page: `data` is what was loaded so far, `<More>` loads the next. */
export function usePages<T>(queryKey: QueryKey, ask: (cursor: string | undefined) => Promise<Page<T>>, settings: Settings = {}) {
  const query = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam }) => ask(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    ...settings,
  })
  return { ...query, data: query.data?.pages.flatMap((page) => page.items) }
}
