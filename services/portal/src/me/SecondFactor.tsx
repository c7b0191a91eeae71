import { Button } from 'antd'
import { useState } from 'react'
import { me, type OwnAccountView } from '../api/generated/identity'
import { session } from '../api/session'
import { useI18n } from '../i18n/I18n'
import { DoorForm } from '../ui/form/DoorForm'
import { formatDay } from '../ui/format'
import { useAccount } from '../ui/useSession'
import { EnrolFactor } from './EnrolFactor'
import { present } from './OwnPassword'
import { RecoveryCodes } from './RecoveryCodes'

/** A code from one's own telephone beside the password: set up, moved to another telephone, or given up. */
export function SecondFactor({ of: { secondFactor, secondFactorIsNeeded } }: { of: OwnAccountView }) {
  const { t, language } = useI18n()
  const [doing, setDoing] = useState<'enrol' | 'remove'>()
  const [codes, setCodes] = useState<string[]>()
  const must = useAccount().must === 'second-factor'
  const enrolled = async (recoveryCodes: string[]) => {
    setDoing(undefined)
    setCodes(recoveryCodes)
  }
  return (
    <section className="card stack" aria-label={t('me.factor')}>
      <h3>{t('me.factor')}</h3>
      <p className="quiet">{t(must ? 'me.mustSetFactor' : secondFactorIsNeeded ? 'me.factorNeeded' : 'me.factorLead')}</p>
      {secondFactor && <p>{t('me.factorSince', { day: formatDay(secondFactor.since, language), count: secondFactor.recoveryCodesLeft })}</p>}
      {doing === 'enrol' || (must && !codes) ? (
        <EnrolFactor again={secondFactor !== undefined} done={enrolled} cancel={must ? undefined : () => setDoing(undefined)} />
      ) : doing === 'remove' ? (
        <DoorForm
          title="me.removeFactor"
          plain
          door={me.remove}
          draft={false}
          fields={{ current: { label: 'me.current', input: present }, code: { label: 'me.code', hint: 'me.codeHint' } }}
          said="me.factorRemoved"
          done={() => setDoing(undefined)}
          cancel={() => setDoing(undefined)}
        />
      ) : (
        <div className="buttons">
          <Button onClick={() => setDoing('enrol')}>{t(secondFactor ? 'me.moveFactor' : 'me.setFactor')}</Button>
          {secondFactor && !secondFactorIsNeeded && <Button onClick={() => setDoing('remove')}>{t('me.removeFactor')}</Button>}
        </div>
      )}
      {codes && (
        <RecoveryCodes
          codes={codes}
          onClose={() => {
            setCodes(undefined)
            // The token in hand may say that this is still to be done.
            void session.renew()
          }}
        />
      )}
    </section>
  )
}
