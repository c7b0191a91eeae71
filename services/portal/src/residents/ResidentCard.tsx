import type { ReactNode } from 'react'
import type { ResidentView } from '../api/generated/information-network'
import { AreaPath } from '../areas/AreaPath'
import { useI18n } from '../i18n/I18n'
import { MaskedPhone } from '../ui/MaskedPhone'
import { Tags } from './Tags'

export function ResidentCard({ resident, children }: { resident: ResidentView; children?: ReactNode }) {
  const { t } = useI18n()
  return (
    <article className="card resident" aria-label={resident.name}>
      <p className="resident-head">
        <strong>{resident.name}</strong>
        <MaskedPhone phone={resident.phone} />
        {resident.left && <span className="badge badge-near">{t(`life.left.${resident.left}`)}</span>}
        {resident.apart && <span className="badge">{t('life.apart')}</span>}
        <Tags of={resident.tags}>{resident.synthetic && <span className="badge">{t('resident.synthetic')}</span>}</Tags>
      </p>
      <p className="quiet">
        <AreaPath path={resident.areaPath ?? []} /> {resident.address}
      </p>
      <p className="quiet figures">{resident.identityNumber}</p>
      {children && <div className="buttons">{children}</div>}
    </article>
  )
}
