import { useInfiniteQuery } from '@tanstack/react-query'
import { homeCare, type RequestFilter } from '../api/home-care'

export function useRequests(filter: RequestFilter) {
  const query = useInfiniteQuery({
    queryKey: ['requests', filter],
    queryFn: ({ pageParam }) => homeCare.requests({ ...filter, cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    refetchInterval: 30_000,
  })
  return { ...query, items: query.data?.pages.flatMap((page) => page.items) }
}
