import { type InfiniteData, type QueryClient, type QueryKey, replaceEqualDeep } from '@tanstack/react-query'
import type { TicketView } from '../api/generated/hotline'
import { type Heard, noneOlder, type Page, type Queue, withChanged, withLetIn } from './queue'

type Pages = InfiniteData<Page>

export const listKey = (queue: Queue) => ['tickets', queue]

const isList = ({ queryKey }: { queryKey: QueryKey }): boolean => typeof queryKey[1] === 'object'

/** How the page remembers a list that changes by news. */
export const remembered = {
  // News are heard only while it is shown: whoever comes back to it has it read anew.
  staleTime: 0,
  structuralSharing: (before: unknown, now: unknown): unknown => {
    const [old, read] = [before, now] as [Pages | undefined, Pages]
    return replaceEqualDeep(old, old ? { ...read, pages: noneOlder(old.pages, read.pages) } : read)
  },
}

/** Shows a ticket as it is now in each list that has it. */
export function changeRow(queries: QueryClient, ticket: TicketView): void {
  queries.setQueriesData<Pages>(
    { queryKey: ['tickets'], predicate: isList },
    changing((pages) => withChanged(pages, ticket)),
  )
}

/** What was heard takes its place in a list. Others that lie open beside it take in nothing by themselves and are read anew, and so is this one where an answer under way may be of before. */
export function letInto(queries: QueryClient, queue: Queue, heard: Heard[]): void {
  const own = { queryKey: listKey(queue), exact: true }
  const isUnderWay = queries.isFetching(own) > 0
  queries.setQueriesData<Pages>(
    own,
    changing((pages) => withLetIn(queue, pages, heard)),
  )
  const known = queries.getQueryCache().find(own)
  void queries.invalidateQueries({ queryKey: ['tickets'], predicate: (query) => isList(query) && (query !== known || isUnderWay) })
}

const changing = (to: (pages: Page[]) => Page[]) => (data: Pages | undefined) => data && { ...data, pages: to(data.pages) }
