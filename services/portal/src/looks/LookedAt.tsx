import { Fragment } from 'react'
import type { OrderedLookView } from '../api/generated/information-network'
import { useI18n } from '../i18n/I18n'
import { type Translate, wordOf } from '../i18n/language'
import { formatInstant } from '../ui/format'

type Look = Pick<OrderedLookView, 'at' | 'service' | 'kind' | 'subject' | 'office' | 'role' | 'account' | 'by' | 'note' | 'fields'>

const fieldsOf = (t: Translate, fields: string[]) => fields.map((field) => wordOf(t, 'person', field)).join(t('my.looks.and'))

/** Who it was and what they saw, as an auditor needs it: with the account, and the thing by its number. */
export function LookedAt({ look, purpose }: { look: Look; purpose?: string }) {
  const { t, language } = useI18n()
  const lines = [
    ['looks.at', formatInstant(look.at, language)],
    ['looks.who', [look.office, look.role && wordOf(t, 'role', look.role), look.account].filter(Boolean).join(' · ')],
    ['looks.saw', fieldsOf(t, look.fields)],
    ['looks.in', `${wordOf(t, 'parked.names', look.service)} · ${wordOf(t, 'security.read', look.kind)} ${look.subject}`],
    ...(purpose ? [['looks.for', wordOf(t, 'reveal.purposes', purpose)] as const] : []),
    ...(look.note ? [[purpose ? 'looks.note' : 'looks.order', look.note] as const] : []),
  ] as const
  return (
    <dl className="look-facts">
      {lines.map(([label, value]) => (
        <Fragment key={label}>
          <dt>{t(label)}</dt>
          <dd className="words">{value}</dd>
        </Fragment>
      ))}
    </dl>
  )
}
