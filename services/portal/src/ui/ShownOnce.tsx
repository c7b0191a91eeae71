import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useI18n } from '../i18n/I18n'
import type { TextKey } from '../i18n/language'
import { Dialog } from './Dialog'

/** A secret that is shown once, to be copied: the service keeps only its hash. */
export function ShownOnce({ title, children, onClose }: { title: TextKey; children: ReactNode; onClose: () => void }) {
  const { t } = useI18n()
  return (
    <Dialog title={t(title)} onClose={onClose}>
      {children}
      <div className="buttons">
        <Button type="primary" onClick={onClose}>
          {t('admin.copied')}
        </Button>
      </div>
    </Dialog>
  )
}
