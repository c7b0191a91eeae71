import { Link } from 'react-router'
import { useI18n } from '../../i18n/I18n'
import { formatTime } from '../format'
import { useUnfinished } from './Begun'

interface Props<T> {
  kind: string
  title: string
  /** Where such a form is open: `/operator/new`. */
  at: string
  /** Whom it is for, in the first words and in the rest; undefined where nothing was written. */
  tell: (values: T) => { who: string; what: string } | undefined
}

/** Half-written forms, offered beside: only who takes one up has it in hand again. */
export function Unfinished<T>({ kind, title, at, tell }: Props<T>) {
  const { t } = useI18n()
  const unfinished = useUnfinished(kind, tell)
  if (unfinished.length === 0) return null
  return (
    <section className="unfinished" aria-label={title}>
      <h2>{t('form.unfinished', { title, count: unfinished.length })}</h2>
      <ul>
        {unfinished.map(({ begun, values }) => (
          <li key={begun}>
            <Link to={`${at}/${begun}`}>
              <span className="row-top">
                <strong>{tell(values)?.who}</strong>
                <time className="quiet" dateTime={new Date(Number(begun)).toISOString()}>
                  {formatTime(new Date(Number(begun)).toISOString())}
                </time>
              </span>
              <span className="row-words">{tell(values)?.what}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
