import type { ReactNode } from 'react'
import { useI18n } from '../i18n/I18n'
import { wordOf } from '../i18n/language'

/** What is known of somebody's situation; living alone stands out. */
export function Tags({ of, children }: { of: readonly string[] | undefined; children?: ReactNode }) {
  const { t } = useI18n()
  return (
    <span className="tags">
      {of?.map((tag) => (
        <span key={tag} className={tag === 'living-alone' ? 'badge badge-near' : 'badge'}>
          {wordOf(t, 'tag', tag)}
        </span>
      ))}
      {children}
    </span>
  )
}
