import { Input } from 'antd'
import { me } from '../api/generated/identity'
import { session } from '../api/session'
import type { TextKey } from '../i18n/language'
import { DoorForm } from '../ui/form/DoorForm'
import type { InputProps } from '../ui/form/useDoorForm'

/** What one knows already: the browser may fill it in. */
export const present = ({ onChange, ...field }: InputProps) => (
  <Input {...field} type="password" autoComplete="current-password" onChange={(event) => onChange(event.target.value)} />
)

/** What one thinks up may be looked at while it is typed. */
const anew = ({ onChange, ...field }: InputProps) => (
  <Input.Password {...field} autoComplete="new-password" onChange={(event) => onChange(event.target.value)} />
)

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
        password: { label: 'me.password', hint: 'me.passwordHint', input: anew },
      }}
      said="me.passwordSet"
      // The token in hand may say that this is still to be done.
      done={() => session.renew()}
    />
  )
}
