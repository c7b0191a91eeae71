import { useI18n } from '../i18n/I18n'

/** The two words by which anybody can ask how a matter stands. */
export function NumberAndCode({ number, code }: { number: string; code: string }) {
  const { t } = useI18n()
  return (
    <dl>
      <div>
        <dt>{t('ticket.field.number')}</dt>
        <dd className="figures">{number}</dd>
      </div>
      <div>
        <dt>{t('ticket.queryCode')}</dt>
        <dd className="figures">{code}</dd>
      </div>
    </dl>
  )
}
