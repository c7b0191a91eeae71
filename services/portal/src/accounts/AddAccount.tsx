import { useState } from 'react'
import { accounts } from '../api/generated/identity'
import { DoorForm } from '../ui/form/DoorForm'
import { MadeUp } from './MadeUp'
import { madeUp } from './madeUp'
import { postFields } from './postFields'
import { ofAccount, Secret } from './Secret'

export function AddAccount() {
  const [made, setMade] = useState<ReturnType<typeof ofAccount>>()
  // Each form has a password of its own.
  const [password, setPassword] = useState(madeUp)
  return (
    <>
      <DoorForm
        key={password}
        title="admin.addAccount"
        door={accounts.create}
        initial={{ role: 'worker', password }}
        said="admin.accountMade"
        done={({ account }, body) => {
          setMade(ofAccount(account, body.password))
          setPassword(madeUp())
        }}
        fields={{
          account: 'admin.account',
          name: 'person.name',
          ...postFields,
          password: { label: 'admin.password', hint: 'admin.passwordHint', input: (field) => <MadeUp {...field} /> },
        }}
      />
      {made && <Secret {...made} onClose={() => setMade(undefined)} />}
    </>
  )
}
