import type { ReactNode } from 'react'
import type { MoveView } from '../api/generated/information-network'
import { AreaPath } from '../areas/AreaPath'
import { useI18n } from '../i18n/I18n'
import { wordOf } from '../i18n/language'
import { formatInstant } from '../ui/format'

export function MoveCard({ move, children }: { move: MoveView; children?: ReactNode }) {
  const { t, language } = useI18n()
  const { resident } = move
  const name = move.name ?? t('move.cleared')
  return (
    <article className="card resident" aria-label={name}>
      <p className="resident-head">
        <strong>{resident?.name ?? name}</strong>
        <span className="tags">
          <span className="badge">{wordOf(t, 'move.state', move.state)}</span>
          {resident && !resident.sameName && <span className="badge badge-near">{t('move.otherName', { name })}</span>}
        </span>
      </p>
      {move.identityNumber && <p className="quiet figures">{move.identityNumber}</p>}
      {resident && (
        <p className="quiet">
          {t('move.from')} <AreaPath path={resident.areaPath} />
        </p>
      )}
      <p className="quiet">
        {t('move.to')} <AreaPath path={move.areaPath} />
      </p>
      {move.reason && <p className="words">{move.reason}</p>}
      <p className="quiet">{t('move.by', { name: move.askedBy, at: formatInstant(move.askedAt, language) })}</p>
      {move.answer && <p className="words">{t('move.answer', { words: move.answer })}</p>}
      {children}
    </article>
  )
}
