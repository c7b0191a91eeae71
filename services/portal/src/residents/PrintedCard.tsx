import { Button } from 'antd'
import { lazy, Suspense } from 'react'
import type { IssuedCardView } from '../api/generated/identity'
import { useI18n } from '../i18n/I18n'
import { Dialog } from '../ui/Dialog'
import { formatDay } from '../ui/format'
import './card.css'

const Qr = lazy(() => import('../ui/Qr'))

/** What the resident takes home. The QR code has the number behind the #: no browser sends it anywhere, and without the PIN it opens nothing. */
export function PrintedCard({ card: { name, code, until }, close }: { card: IssuedCardView; close: () => void }) {
  const { t, language } = useI18n()
  const page = new URL('/my', window.location.origin).href
  return (
    <Dialog title={t('card.title')} onClose={close}>
      <section className="login-card" aria-label={t('card.title')}>
        <h3>{t('card.title')}</h3>
        <div className="login-card-qr">
          <Suspense>
            <Qr text={`${page}#card=${code}`} />
          </Suspense>
        </div>
        <dl>
          <dt>{t('card.of')}</dt>
          <dd>{name}</dd>
          <dt>{t('card.code')}</dt>
          <dd className="login-card-code">{code}</dd>
        </dl>
        <p>{t('card.scan', { address: page })}</p>
        <p>{t('card.first', { day: formatDay(until, language) })}</p>
        <p>{t('card.keep')}</p>
      </section>
      <p className="quiet">{t('card.once')}</p>
      <div className="buttons">
        <Button type="primary" onClick={() => window.print()}>
          {t('card.print')}
        </Button>
        <Button onClick={close}>{t('card.done')}</Button>
      </div>
    </Dialog>
  )
}
