import { Button, Input } from 'antd'
import { useState } from 'react'
import { me } from '../api/generated/identity'
import { session } from '../api/session'
import { useI18n } from '../i18n/I18n'
import type { TextKey } from '../i18n/language'
import { DoorForm } from '../ui/form/DoorForm'
import type { InputProps } from '../ui/form/useDoorForm'
import { useAccount } from '../ui/useSession'

/** What one knows already: the browser may fill it in, and knows whose it is by the name before it. */
function Present({ onChange, ...field }: InputProps) {
  const { account } = useAccount()
  return (
    <>
      <input type="text" autoComplete="username" value={account} readOnly hidden />
      <Input {...field} type="password" autoComplete="current-password" onChange={(event) => onChange(event.target.value)} />
    </>
  )
}
export const present = (field: InputProps) => <Present {...field} />

/** What one thinks up may be looked at while it is typed. */
function NewPassword({ onChange, ...field }: InputProps) {
  const { t } = useI18n()
  const [shown, setShown] = useState(false)
  return (
    <div className="me-new">
      <Input {...field} type={shown ? 'text' : 'password'} autoComplete="new-password" onChange={(event) => onChange(event.target.value)} />
      <Button aria-pressed={shown} onClick={() => setShown(!shown)}>
        {t('me.show')}
      </Button>
    </div>
  )
}

export function OwnPassword({ lead }: { lead: TextKey }) {
  return (
    <DoorForm
      title="me.setPassword"
      lead={lead}
      heading="h3"
      door={me.changePassword}
      draft={false}
      fields={{
        current: { label: 'me.current', input: present },
        password: { label: 'me.password', hint: 'me.passwordHint', input: (field) => <NewPassword {...field} /> },
      }}
      said="me.passwordSet"
      // The token in hand may say that this is still to be done.
      done={() => session.renew()}
    />
  )
}
