import { useQueries, useQueryClient } from '@tanstack/react-query'

/** What each service answers, once all have, for a `Loaded`; asked again so often, and when told to. */
export function useEveryService<S extends string, D>(name: string, services: S[], ask: (service: S) => Promise<D>, everyMs: number) {
  const client = useQueryClient()
  const all = useQueries({
    queries: services.map((service) => ({ queryKey: [name, service], queryFn: () => ask(service), refetchInterval: everyMs })),
    combine: (results) => ({
      data: results.every((one) => one.data) ? results.flatMap(({ data }) => data ?? []) : undefined,
      error: results.find((one) => one.error)?.error ?? null,
      isFetching: false,
    }),
  })
  return { ...all, refetch: () => client.invalidateQueries({ queryKey: [name] }) }
}
