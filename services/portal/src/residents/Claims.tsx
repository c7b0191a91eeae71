import { Button } from 'antd'
import { Link } from 'react-router'
import { type ClaimView, claims } from '../api/generated/hotline'
import { timeline } from '../api/generated/information-network'
import { AreaPath } from '../areas/AreaPath'
import { useI18n } from '../i18n/I18n'
import { formatInstant } from '../ui/format'
import { usePages, useRenew } from '../ui/list/usePages'
import { MaskedPhone } from '../ui/MaskedPhone'
import { problemText } from '../ui/problemText'
import { useToast } from '../ui/Toast'

/** What somebody said at a kiosk of who they are, and the register has otherwise: of one resident, or of all here. Nothing where nothing waits. */
export function OpenClaims({ residentId }: { residentId?: string }) {
  const { t } = useI18n()
  const { data } = usePages(claims.list, { residentId })
  if (!data?.length) return null
  return (
    <section className="cards" aria-labelledby="claims">
      <h3 id="claims">{t('claim.list')}</h3>
      <p className="quiet">{t('claim.hint')}</p>
      {data.map((claim) => (
        <ClaimCard key={claim.ticketId + claim.residentId} claim={claim} isOfOne={residentId !== undefined} />
      ))}
    </section>
  )
}

function ClaimCard({ claim, isOfOne }: { claim: ClaimView; isOfOne: boolean }) {
  const { t, language } = useI18n()
  const { number, name, phone, differs, toldAt, areaPath, ticketId, residentId } = claim
  return (
    <article className="card resident" aria-label={name}>
      <p className="resident-head">
        <strong>{name}</strong>
        <MaskedPhone phone={phone} />
        <span className="tags">
          {differs.map((what) => (
            <span key={what} className="badge badge-near">
              {t(`claim.differs.${what}`)}
            </span>
          ))}
        </span>
      </p>
      <p className="quiet">
        {t('claim.told', { at: formatInstant(toldAt, language), number })} <AreaPath path={areaPath} />
      </p>
      {!isOfOne && <Link to={`/residents/${residentId}`}>{t('claim.resident')}</Link>}
      <CheckClaim ticketId={ticketId} residentId={residentId} number={number} />
    </article>
  )
}

/** Whoever has asked them says which it is. */
export function CheckClaim({ ticketId: id, residentId, number }: { ticketId: string; residentId: string; number?: string }) {
  const { t, language } = useI18n()
  const say = useToast()
  const renew = useRenew()
  const decide = async (verdict: 'confirm' | 'refuse') => {
    try {
      await claims[verdict]({ id, residentId })
      say(t(verdict === 'confirm' ? 'claim.confirmed' : 'claim.refused'))
      await Promise.all([renew(claims.list), renew(timeline.list)])
    } catch (error) {
      say(problemText(error, language, t))
    }
  }
  return (
    <span className="buttons">
      {(['confirm', 'refuse'] as const).map((verdict) => (
        <Button key={verdict} size="small" aria-label={number && `${t(`claim.${verdict}`)} ${number}`} onClick={() => void decide(verdict)}>
          {t(`claim.${verdict}`)}
        </Button>
      ))}
    </span>
  )
}
