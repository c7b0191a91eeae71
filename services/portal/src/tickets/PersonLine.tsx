import type { PersonView } from '../api/generated/hotline'
import { useI18n } from '../i18n/I18n'
import { MaskedPhone } from '../ui/MaskedPhone'

export function PersonLine({ label, person }: { label: string; person: PersonView }) {
  const { t } = useI18n()
  return (
    <p className="person-line">
      <span className="quiet">{label}</span>
      <strong>{person.name ?? t('ticket.hidden')}</strong>
      <MaskedPhone phone={person.phone} />
      {person.claimed && <span className="badge badge-near">{t('claim.unchecked')}</span>}
      {person.phoneWithheld && <span className="badge">{t('person.phoneWithheld')}</span>}
      {person.address && <span>{person.address}</span>}
    </p>
  )
}
