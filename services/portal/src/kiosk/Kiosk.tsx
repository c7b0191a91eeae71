import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { terminals } from '../api/generated/kiosk'
import { forgetKeys } from '../api/send'
import { useI18n } from '../i18n/I18n'
import { useSize } from '../ui/Look'
import { useQuiet } from '../ui/useQuiet'
import { AskFlow } from './AskFlow'
import { Home } from './Home'
import { KioskNotices } from './KioskNotices'
import { KioskPrivacy } from './KioskPrivacy'
import type { Shown } from './matter'
import { NeedFlow } from './NeedFlow'
import { PayFlow } from './PayFlow'
import { SignOut } from './SignOut'
import { StillThere } from './StillThere'
import { stopReading } from './speech'
import './kiosk.css'

const patience = { quietAfter: 60_000, warned: 15_000 }
const flows = { need: NeedFlow, water: PayFlow, notices: KioskNotices, ask: AskFlow, privacy: KioskPrivacy }

/** One question a screen; after a quiet minute the start again, in Chinese, with nothing left of whoever stood here. */
export default function Kiosk() {
  useSize('kiosk')
  const queries = useQueryClient()
  const { language, setLanguage } = useI18n()
  const [matter, setMatter] = useState<Shown>()
  const [visit, setVisit] = useState(0)
  // A payment under way is not interrupted.
  const [busy, setBusy] = useState(false)

  const [signingOut, setSigningOut] = useState(false)

  const leave = useCallback(() => {
    stopReading()
    forgetKeys()
    queries.removeQueries({ queryKey: ['kiosk'] })
    setBusy(false)
    setSigningOut(false)
    setMatter(undefined)
    setLanguage('zh-CN')
    setVisit((count) => count + 1)
  }, [queries, setLanguage])
  const atStart = matter === undefined && !signingOut && language === 'zh-CN'
  const left = useQuiet(!atStart && !busy, leave, patience)
  useQuery({
    queryKey: ['heartbeat'],
    queryFn: () => terminals.heartbeat({ body: { softwareVersion: 'portal-0.1.0' } }),
    refetchInterval: 60_000,
    refetchIntervalInBackground: true,
  })

  const Flow = matter && flows[matter]
  return (
    <div className="kiosk">
      {Flow ? <Flow key={visit} leave={leave} onBusy={setBusy} /> : <Home onChoose={setMatter} onHold={() => setSigningOut(true)} />}
      {signingOut && <SignOut close={() => setSigningOut(false)} />}
      {left !== undefined && matter && <StillThere seconds={left} />}
    </div>
  )
}
