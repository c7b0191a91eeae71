import { Button } from 'antd'
import { useState } from 'react'
import { session } from '../api/session'
import { useI18n } from '../i18n/I18n'
import { Asked } from '../ui/form/Discard'
import { hasDrafts } from '../ui/form/drafts'
import { useAccount } from '../ui/useSession'

/** Signing out takes everything with it that was written and not sent, so that the next one does not find it. */
export function SignOut() {
  const { t } = useI18n()
  const { id } = useAccount()
  const [asking, setAsking] = useState(false)
  return (
    <>
      <Button type="text" size="small" onClick={() => (hasDrafts(id) ? setAsking(true) : void session.signOut())}>
        {t('app.signOut')}
      </Button>
      {asking && (
        <Asked
          title={t('app.signOutAsks')}
          yes={t('app.signOutYes')}
          no={t('form.discardNo')}
          onYes={() => void session.signOut()}
          onNo={() => setAsking(false)}
        >
          {t('app.signOutHint')}
        </Asked>
      )}
    </>
  )
}
