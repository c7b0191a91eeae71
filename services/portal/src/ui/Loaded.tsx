import { Button, Skeleton } from 'antd'
import type { ReactNode } from 'react'
import { useI18n } from '../i18n/I18n'
import { loadProblemText } from './problemText'

interface Props<T> {
  query: {
    data: T | undefined
    error: Error | null
    isFetching: boolean
    refetch: () => unknown
    /** Of a list in pages: what is not shown yet can be had, so that no list ends where its first page does. */
    hasNextPage?: boolean
    isFetchingNextPage?: boolean
    fetchNextPage?: () => unknown
  }
  children: (data: T) => ReactNode
}

/** Skeleton at first, old data greyed while it refreshes, the way to the next page, and words with a way on where it failed. */
export function Loaded<T>({ query, children }: Props<T>) {
  const { t } = useI18n()
  if (query.data !== undefined) {
    return (
      <div className="loaded" aria-busy={query.isFetching}>
        {query.error && <Failed query={query} words={(why) => t('problem.oldData', { why })} />}
        {children(query.data)}
        {query.hasNextPage && (
          <Button type="text" block loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage?.()}>
            {t('app.more')}
          </Button>
        )}
      </div>
    )
  }
  if (query.error) return <Failed query={query} />
  return (
    <div className="loading" aria-busy="true">
      <span className="unseen">{t('app.loading')}</span>
      <Skeleton active title={false} paragraph={{ rows: 6 }} />
    </div>
  )
}

interface FailedProps {
  query: Pick<Props<unknown>['query'], 'error' | 'isFetching' | 'refetch'>
  words?: (why: string) => string
}

/** Says why, and tries again when asked to; by itself as well (App.tsx). */
export function Failed({ query, words = (why) => why }: FailedProps) {
  const { t, language } = useI18n()
  return (
    <div className="failed" role="alert">
      <p>{words(loadProblemText(query.error, language, t))}</p>
      <Button size="small" loading={query.isFetching} onClick={() => void query.refetch()}>
        {t('app.retry')}
      </Button>
    </div>
  )
}
