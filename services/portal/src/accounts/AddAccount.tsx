import { may } from '@yiwang/auth/capabilities'
import { useState } from 'react'
import { accounts } from '../api/generated/identity'
import { DoorForm } from '../ui/form/DoorForm'
import { DepartmentPicker } from './DepartmentPicker'
import { MadeUp } from './MadeUp'
import { madeUp } from './madeUp'
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
          role: { label: 'admin.role', words: 'role' },
          areaCode: { label: 'admin.area', resets: ['unitId'] },
          unitId: {
            label: 'admin.unit',
            hint: 'admin.unitHint',
            when: ({ role }) => role !== undefined && may({ role }, 'tickets.handle'),
            input: (field, { areaCode }) => <DepartmentPicker {...field} areaCode={areaCode} />,
          },
          password: { label: 'admin.password', hint: 'admin.passwordHint', input: (field) => <MadeUp {...field} /> },
        }}
      />
      {made && <Secret {...made} onClose={() => setMade(undefined)} />}
    </>
  )
}
