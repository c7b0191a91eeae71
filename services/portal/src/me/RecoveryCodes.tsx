import { Button } from 'antd'
import { useI18n } from '../i18n/I18n'
import { Dialog } from '../ui/Dialog'

/** Shown once: the service keeps only their hashes. */
export function RecoveryCodes({ codes, onClose }: { codes: string[]; onClose: () => void }) {
  const { t } = useI18n()
  return (
    <Dialog title={t('me.recoveryCodes')} onClose={onClose}>
      <p>{t('me.recoveryLead')}</p>
      <ol className="me-codes">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <div className="buttons">
        <Button type="primary" onClick={onClose}>
          {t('admin.copied')}
        </Button>
      </div>
    </Dialog>
  )
}
