import { Button } from 'antd'
import { useMemo } from 'react'
import { session } from '../api/session'
import { onAlive, tellTabs } from '../api/tabs'
import { useI18n } from '../i18n/I18n'
import { Dialog } from '../ui/Dialog'
import { useQuiet } from '../ui/useQuiet'

const minute = 60_000
/** Other tabs need not hear of every key. */
const toldEvery = 5_000
let told = 0

function tellAlive(): void {
  if (Date.now() - told < toldEvery) return
  told = Date.now()
  tellTabs({ what: 'alive' })
}

const leave = () => void session.signOutIdle()
const tabs = { elsewhere: onAlive, onSign: tellAlive }

/** Whoever left their desk is signed out: a minute of it is told, and any sign of life in any tab ends it. */
export function Idle({ minutes }: { minutes: number }) {
  const { t } = useI18n()
  const patience = useMemo(() => ({ quietAfter: minutes * minute, warned: minute }), [minutes])
  const left = useQuiet(true, leave, patience, tabs)
  if (left === undefined) return null
  return (
    <Dialog title={t('login.stillThere')}>
      <p>{t('login.stillThereHint', { count: left })}</p>
      <div className="buttons">
        {/* Any key or touch ends the wait; the button is there to be seen. */}
        <Button type="primary" autoFocus>
          {t('login.goOn')}
        </Button>
      </div>
    </Dialog>
  )
}
