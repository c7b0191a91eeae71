import { Button } from 'antd'
import { useState } from 'react'
import { terminals } from '../api/generated/identity'
import { session } from '../api/session'
import { useI18n } from '../i18n/I18n'
import { Dialog } from '../ui/Dialog'
import { problemText } from '../ui/problemText'
import { Keypad } from './Keypad'

const digits = 6

/** Only who knows the terminal's PIN signs it out: whoever stands at a kiosk can touch everything on it. */
export function SignOut({ close }: { close: () => void }) {
  const { t, language } = useI18n()
  const [pin, setPin] = useState('')
  const [failure, setFailure] = useState<string>()
  const [busy, setBusy] = useState(false)

  async function leave() {
    if (pin.length < digits) return setFailure(t('kiosk.pinShort'))
    setBusy(true)
    try {
      await terminals.checkPin({ body: { pin } })
      await session.signOut()
    } catch (error) {
      setFailure(problemText(error, language, t))
      setPin('')
      setBusy(false)
    }
  }
  const type = (typed: string) => {
    setFailure(undefined)
    setPin(typed)
  }
  return (
    <Dialog title={t('kiosk.pin')} onClose={close}>
      {failure && (
        <p className="kiosk-failure" role="alert">
          {failure}
        </p>
      )}
      <Keypad label={t('kiosk.pin')} longest={digits} value={pin} onChange={type} hidden />
      <div className="buttons">
        <Button onClick={close}>{t('form.cancel')}</Button>
        <Button type="primary" loading={busy} onClick={() => void leave()}>
          {t('kiosk.leave')}
        </Button>
      </div>
    </Dialog>
  )
}
