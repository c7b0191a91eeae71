import type { AreaStep } from '../../api/generated/information-network'
import { AreaName } from '../../areas/AreaName'
import { AreaPath } from '../../areas/AreaPath'
import { useI18n } from '../../i18n/I18n'
import { wordOf } from '../../i18n/language'
import { formatInstant } from '../format'

export type CellKind = 'strong' | 'figures' | 'time' | 'area' | 'areaPath'

/** A value of a row as lists show it. */
export function Shown({ value, as, words }: { value: unknown; as?: CellKind; words?: string }) {
  const { t, language } = useI18n()
  if (value === undefined || value === null) return null
  if (as === 'areaPath') return <AreaPath path={value as AreaStep[]} short />
  const text = String(value)
  if (words) return wordOf(t, words, text)
  if (as === 'strong') return <strong>{text}</strong>
  if (as === 'figures') return <span className="figures">{text}</span>
  if (as === 'time') return <span className="figures">{formatInstant(text, language)}</span>
  return as === 'area' ? <AreaName code={text} /> : text
}
