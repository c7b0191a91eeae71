import { QueryClient } from '@tanstack/react-query'
import { line } from '../api/line'
import { passes } from '../api/problem'
import { againLater } from './again'

/** What somebody was shown, and how it is asked for again. */
export const newQueries = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        // A refusal stays one; a broken line is worth two more tries at once, and others later.
        retry: (count, error) => count < 2 && passes(error),
        refetchInterval: againLater,
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  })

/** Once the line is back: whatever failed meanwhile, or may have been missed. Answers how to end it. */
export const askedAgainWith = (queries: QueryClient): (() => void) => line.subscribe((state) => state === 'back' && void queries.invalidateQueries())
