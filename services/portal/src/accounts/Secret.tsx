import { Button } from 'antd'
import type { TerminalView } from '../api/generated/identity'
import { useI18n } from '../i18n/I18n'
import { Dialog } from '../ui/Dialog'
import './secret.css'

/** Secret and PIN are shown once: the service keeps only their hashes. */
export function Secret({ of, onClose }: { of: TerminalView; onClose: () => void }) {
  const { t } = useI18n()
  return (
    <Dialog title={t('admin.secret')} onClose={onClose}>
      <dl className="stack">
        <div>
          <dt className="quiet">{t('admin.secretOf')}</dt>
          <dd>{of.account}</dd>
        </div>
        {of.secret && (
          <div>
            <dt className="quiet">{t('login.password')}</dt>
            <dd className="secret">{of.secret}</dd>
          </div>
        )}
        {of.pin && (
          <div>
            <dt className="quiet">{t('admin.pin')}</dt>
            <dd className="secret">{of.pin}</dd>
          </div>
        )}
      </dl>
      <div className="buttons">
        <Button type="primary" onClick={onClose}>
          {t('admin.copied')}
        </Button>
      </div>
    </Dialog>
  )
}
