import { type ReactNode, useId } from 'react'
import type { ListDoor } from '../api/door'
import { useI18n } from '../i18n/I18n'
import type { TextKey } from '../i18n/language'
import { Loaded } from '../ui/Loaded'
import { usePages } from '../ui/list/usePages'

interface Props<Row, Q> {
  title: TextKey
  hint: TextKey
  none: TextKey
  door: ListDoor<Row, Q>
  query: Omit<Q, 'cursor' | 'limit' | 'signal' | 'version'>
  card: (row: Row) => ReactNode
  children?: ReactNode
}

/** One of the page's two lists, each row a card. */
export function Cards<Row, Q>({ title, hint, none, door, query, card, children }: Props<Row, Q>) {
  const { t } = useI18n()
  const id = useId()
  // By itself it is not asked again: each reading is a line of the security log.
  const found = usePages(door, query)
  return (
    <section className="stack" aria-labelledby={id}>
      <h3 id={id}>{t(title)}</h3>
      <p className="quiet">{t(hint)}</p>
      {children}
      <Loaded query={found}>{(rows) => (rows.length === 0 ? <p>{t(none)}</p> : <div className="cards">{rows.map(card)}</div>)}</Loaded>
    </section>
  )
}
