import { Button } from 'antd'
import { useI18n } from '../i18n/I18n'
import { type TextKey, type Translate, wordOf } from '../i18n/language'

export const awayInWords = (t: Translate, of: string[], what: TextKey): string =>
  t('list.away', { services: of.map((service) => wordOf(t, 'parked.names', service)).join(t('list.and')), what: t(what) })

/** Which services did not answer, where others did: what they have is not on the page. It is asked for again by itself as well. */
export function Away({ of, what, again }: { of: string[]; what: TextKey; again: () => unknown }) {
  const { t } = useI18n()
  if (of.length === 0) return null
  return (
    <div className="failed" role="alert">
      <p>{awayInWords(t, of, what)}</p>
      <Button size="small" onClick={() => void again()}>
        {t('app.retry')}
      </Button>
    </div>
  )
}
