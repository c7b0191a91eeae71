import { useI18n } from '../i18n/I18n'
import type { TextKey } from '../i18n/language'
import { ShownOnce } from '../ui/ShownOnce'
import './secret.css'

interface Props {
  /** Whose it is. */
  account: string
  /** What it is called, if not an account. */
  called?: TextKey
  secrets: { label: TextKey; value: string | undefined }[]
  onClose: () => void
}

export function Secret({ account, called = 'login.account', secrets, onClose }: Props) {
  const { t } = useI18n()
  return (
    <ShownOnce title="admin.secret" onClose={onClose}>
      <dl className="stack">
        <div>
          <dt className="quiet">{t(called)}</dt>
          <dd>{account}</dd>
        </div>
        {secrets.map(
          ({ label, value }) =>
            value && (
              <div key={label}>
                <dt className="quiet">{t(label)}</dt>
                <dd className="secret">{value}</dd>
              </div>
            ),
        )}
      </dl>
    </ShownOnce>
  )
}

/** A terminal's, of the answer that made them. */
export const ofTerminal = ({ account, secret, pin }: { account: string; secret?: string; pin?: string }) => ({
  account,
  secrets: [
    { label: 'login.password' as const, value: secret },
    { label: 'admin.pin' as const, value: pin },
  ],
})

/** Somebody's, good for one sign-in. */
export const ofAccount = (account: string, password: string) => ({ account, secrets: [{ label: 'admin.password' as const, value: password }] })
