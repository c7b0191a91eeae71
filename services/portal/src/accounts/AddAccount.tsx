import { may } from '@yiwang/auth/capabilities'
import { accounts } from '../api/generated/identity'
import { DoorForm } from '../ui/form/DoorForm'
import { DepartmentPicker } from './DepartmentPicker'

export function AddAccount() {
  return (
    <DoorForm
      title="admin.addAccount"
      door={accounts.create}
      initial={{ role: 'worker' }}
      said="admin.accountMade"
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
        password: { label: 'admin.password', hint: 'admin.passwordHint' },
      }}
    />
  )
}
