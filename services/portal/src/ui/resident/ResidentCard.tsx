import type { ReactNode } from 'react'
import type { Resident } from '../../api/shapes'
import { useI18n } from '../../i18n/I18n'
import { wordOf } from '../../i18n/language'
import { AreaPath } from '../AreaPath'
import { MaskedPhone } from '../MaskedPhone'

export function ResidentCard({ resident, children }: { resident: Resident; children?: ReactNode }) {
  const { t } = useI18n()
  return (
    <article className="card resident" aria-label={resident.name}>
      <p className="resident-head">
        <strong>{resident.name}</strong>
        <MaskedPhone phone={resident.phone} />
        <span className="tags">
          {resident.tags?.map((tag) => (
            <span key={tag} className={tag === 'living-alone' ? 'badge badge-near' : 'badge'}>
              {wordOf(t, 'tag', tag)}
            </span>
          ))}
          {resident.synthetic && <span className="badge">{t('resident.synthetic')}</span>}
        </span>
      </p>
      <p className="quiet">
        <AreaPath path={resident.areaPath ?? []} /> {resident.address}
      </p>
      <p className="quiet figures">{resident.identityNumber}</p>
      {children && <div className="buttons">{children}</div>}
    </article>
  )
}
