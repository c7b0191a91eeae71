import { Button } from 'antd'
import { useI18n } from '../i18n/I18n'
import { Dialog } from '../ui/Dialog'

export function StillThere({ seconds }: { seconds: number }) {
  const { t } = useI18n()
  return (
    <Dialog title={t('kiosk.still')}>
      <p>{t('kiosk.stillHint', { count: seconds })}</p>
      <div className="buttons">
        {/* Any touch ends the wait; the button is there to be seen. */}
        <Button type="primary" autoFocus>
          {t('kiosk.continue')}
        </Button>
      </div>
    </Dialog>
  )
}
