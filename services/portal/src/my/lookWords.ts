import type { OwnLookView } from '../api/generated/information-network'
import { type TextKey, type Translate, wordOf } from '../i18n/language'
import { fieldsTold } from './lookGroups'

/** Who looked: the office and what its people do, or which of the family. */
export function whoOf(t: Translate, { family, office, role, purpose }: OwnLookView): string {
  if (purpose === 'proxy') return t('my.looks.family', { name: family ?? '' })
  const duty = role ? wordOf(t, 'role', role) : t('my.looks.somebody')
  return office ? `${office} · ${duty}` : duty
}

/** What they saw, and what for. */
export function whatOf(t: Translate, { purpose, kind, fields }: OwnLookView): string {
  if (purpose === 'search' && fields.includes('number')) return t('my.looks.byNumber')
  if (purpose === 'search') return t(fields.includes('phone') ? 'my.looks.byPhone' : 'my.looks.byName')
  const word = (field: string) => {
    const text = t(`my.looks.fields.${field}` as TextKey)
    return text === 'undefined' ? undefined : text
  }
  const seen = fieldsTold(fields, word).join(t('my.looks.and'))
  if (purpose === 'proxy') return t('my.looks.acting', { seen })
  if (purpose === 'call') return t('my.looks.call', { seen })
  return t('my.looks.saw', { seen, where: wordOf(t, 'my.looks.where', kind), purpose: wordOf(t, 'my.looks.purpose', purpose) })
}
