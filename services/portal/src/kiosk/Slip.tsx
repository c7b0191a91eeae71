import { lazy, Suspense } from 'react'
import { useI18n } from '../i18n/I18n'
import { NumberAndCode } from '../tickets/NumberAndCode'
import { formatDay } from '../ui/format'
import { useAccount } from '../ui/useSession'

const Qr = lazy(() => import('../ui/Qr'))

interface Props {
  number: string
  code: string
  at: string
}

/**
 * What somebody takes along, printed or as a photo. The QR code holds the address of the public page and the number, never the code: a link stays in a phone's
 * history, in messengers that look where it leads, and in logs on its way, and with the code in it each of them could read the answer.
 */
export function Slip({ number, code, at }: Props) {
  const { t, language } = useI18n()
  const { name } = useAccount()
  return (
    <section className="slip" aria-label={t('kiosk.slip.title')}>
      <p className="slip-place">{name}</p>
      <NumberAndCode number={number} code={code} />
      <figure>
        <div className="slip-qr">
          <Suspense>
            <Qr text={new URL(`/ask/${number}`, window.location.origin).href} />
          </Suspense>
        </div>
        <figcaption>{t('kiosk.slip.scan')}</figcaption>
      </figure>
      <p className="slip-keep">{t('kiosk.slip.keep')}</p>
      <p className="slip-day">{formatDay(at, language)}</p>
    </section>
  )
}
