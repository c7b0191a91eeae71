import { lazy, Suspense, useState } from 'react'
import { me, type OfferedFactorView } from '../api/generated/identity'
import { useI18n } from '../i18n/I18n'
import { DoorForm } from '../ui/form/DoorForm'
import { present } from './OwnPassword'

const Qr = lazy(() => import('../ui/Qr'))

interface Props {
  /** There is one already, which is asked for first. */
  again: boolean
  done: (recoveryCodes: string[]) => unknown
  cancel?: () => void
}

/** The password once more, the key for an app (as a picture, and to be typed), and a code that shows that the app has it. */
export function EnrolFactor({ again, done, cancel }: Props) {
  const { t } = useI18n()
  const [offered, setOffered] = useState<OfferedFactorView>()
  if (!offered)
    return (
      <DoorForm
        title="me.setFactor"
        plain
        door={me.offer}
        draft={false}
        fields={{
          current: { label: 'me.current', input: present },
          ...(again && { code: { label: 'me.code' as const, hint: 'me.codeHint' as const, beside: '' } }),
        }}
        done={setOffered}
        cancel={cancel}
      />
    )
  return (
    <>
      <ol className="me-steps">
        <li>{t('me.scan')}</li>
        <li>{t('me.type')}</li>
      </ol>
      <div className="me-qr" role="img" aria-label={t('me.qr')}>
        <Suspense>
          <Qr text={offered.uri} />
        </Suspense>
      </div>
      <p>
        {t('me.key')} <code className="me-key">{offered.secret.replace(/.{4}(?=.)/g, '$& ')}</code>
      </p>
      <DoorForm
        title="me.confirmFactor"
        plain
        door={me.confirm}
        draft={false}
        fields={{ code: { label: 'me.code', focus: true } }}
        done={({ recoveryCodes }) => done(recoveryCodes)}
        cancel={cancel}
      />
    </>
  )
}
