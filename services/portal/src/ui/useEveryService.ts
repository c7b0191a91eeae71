import { useQueries, useQueryClient } from '@tanstack/react-query'
import { passes } from '../api/problem'

/** What each service answers, once all have or could not, for a `Loaded`; asked again so often, and when told to. `away`: those that could not, where others could. */
export function useEveryService<S extends string, D>(name: string, services: S[], ask: (service: S) => Promise<D>, everyMs: number) {
  const client = useQueryClient()
  const all = useQueries({
    queries: services.map((service) => ({ queryKey: [name, service], queryFn: () => ask(service), refetchInterval: everyMs })),
    combine: (results) => {
      const answered = results.flatMap(({ data }) => (data === undefined ? [] : [data]))
      const failed = results.filter(({ error }) => error !== null)
      const refusal = failed.find(({ error }) => !passes(error as Error))
      const isThere = answered.length > 0 && results.every(({ data, error }) => data !== undefined || error !== null)
      return {
        data: isThere ? answered : undefined,
        error: refusal?.error ?? (answered.length ? null : (failed[0]?.error ?? null)),
        away: isThere ? services.filter((_, at) => results[at]?.error) : [],
        isFetching: false,
      }
    },
  })
  return { ...all, refetch: () => client.invalidateQueries({ queryKey: [name] }) }
}
