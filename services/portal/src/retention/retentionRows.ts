import { type Translate, wordOf } from '../i18n/language'
import { cityTime } from '../ui/format'
import type { Kept } from './everyRetention'

type Cell = string | number | undefined

/** Each thing that is kept, then what of it is due and what went, a row each. */
export function rowsOf(t: Translate, all: Kept[]): Cell[][] {
  const head = (['service', 'what', 'kind', 'years', 'from', 'source', 'fact', 'when', 'count', 'held'] as const).map((name) =>
    t(`retention.columns.${name}`),
  )
  return [head, ...all.flatMap((kept) => rowsOfOne(t, kept))]
}

function rowsOfOne(t: Translate, { service, id, kind, period, countedAt, ended, held, due, blanked }: Kept): Cell[][] {
  const of = [
    wordOf(t, 'parked.names', service),
    wordOf(t, 'retention.things', id),
    wordOf(t, 'retention.kinds', kind),
    period?.years,
    period?.from,
    period?.source,
  ]
  return [
    [...of, t('retention.ended'), countedAt && cityTime(countedAt), ended, held],
    ...due.map((one) => [...of, t('retention.due'), one.on, one.count, one.held]),
    ...blanked.map((one) => [...of, t('retention.blanked'), cityTime(one.at), one.count, undefined]),
  ]
}
