import { useI18n } from '../i18n/I18n'
import { ShownOnce } from '../ui/ShownOnce'

export function RecoveryCodes({ codes, onClose }: { codes: string[]; onClose: () => void }) {
  const { t } = useI18n()
  return (
    <ShownOnce title="me.recoveryCodes" onClose={onClose}>
      <p>{t('me.recoveryLead')}</p>
      <ol className="me-codes">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
    </ShownOnce>
  )
}
