import { Link } from 'react-router'
import { type CorrectionView, corrections } from '../api/generated/information-network'
import { AreaPath } from '../areas/AreaPath'
import { useI18n } from '../i18n/I18n'
import { Decide } from '../ui/form/Decide'
import { formatInstant } from '../ui/format'
import { Reveal } from '../ui/Reveal'

/** Both values side by side; whole for a purpose, to be compared with the identity card. */
export function CorrectionCard({ of, done }: { of: CorrectionView; done: () => void }) {
  const { t, language } = useI18n()
  const { id, version, field, proposed, registered, entryVersion, allowedActions } = of
  const seen = { id, version }
  const reveal = async (why: Parameters<typeof corrections.reveal>[0]['body']) => {
    const whole = await corrections.reveal({ id, body: why })
    return {
      name: whole.name,
      lines: [
        { label: t('correction.proposed'), value: whole.proposed[field] ?? '' },
        { label: t('correction.registered'), value: whole.registered[field] ?? '' },
      ],
    }
  }
  return (
    <article className="card resident" aria-label={`${of.name} ${t(`person.${field}`)}`}>
      <p className="resident-head">
        <strong>
          <Link to={`/residents/${of.residentId}`}>{of.name}</Link>
        </strong>
        <span className="tags">
          <span className="badge">{t(`person.${field}`)}</span>
          {of.changed && <span className="badge badge-near">{t('correction.changed')}</span>}
          {!of.byThemselves && <span className="badge">{t('correction.byOther')}</span>}
        </span>
      </p>
      <dl>
        <div>
          <dt>{t('correction.proposed')}</dt>
          <dd className="figures">{proposed?.[field]}</dd>
        </div>
        <div>
          <dt>{t('correction.registered')}</dt>
          <dd className="figures">{registered[field]}</dd>
        </div>
      </dl>
      {of.note && <p className="words">{of.note}</p>}
      <p className="quiet">
        <AreaPath path={of.areaPath} /> {formatInstant(of.proposedAt, language)}
      </p>
      <div className="buttons">
        {allowedActions.includes('reveal') && <Reveal label={t('correction.reveal')} ask={reveal} />}
        {allowedActions.includes('accept') && (
          <Decide
            agree={{
              label: 'correction.accept',
              hint: 'correction.acceptHint',
              said: 'correction.accepted',
              act: () => corrections.accept({ ...seen, body: { entryVersion } }),
            }}
            refuse={{
              label: 'correction.refuse',
              hint: 'correction.refuseHint',
              said: 'correction.refused',
              why: 'correction.why',
              act: (reason) => corrections.refuse({ ...seen, body: { reason } }),
            }}
            labels={{ entryVersion: t('correction.entryVersion') }}
            done={done}
          />
        )}
      </div>
    </article>
  )
}
