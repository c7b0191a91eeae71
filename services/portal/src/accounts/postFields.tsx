import { may, type Role } from '@yiwang/auth/capabilities'
import type { FieldSpecs } from '../ui/form/useDoorForm'
import { DepartmentPicker } from './DepartmentPicker'

interface Post {
  role: Role
  areaCode: string
  unitId?: string
  from?: string
  until?: string
}

/** What somebody does, where, and from when to when: a unit is asked for only of whom handles matters for one. */
export const postFields = {
  role: { label: 'admin.role', words: 'role' },
  areaCode: { label: 'admin.area', resets: ['unitId'] },
  unitId: {
    label: 'admin.unit',
    hint: 'admin.unitHint',
    when: ({ role }) => role !== undefined && may({ role }, 'tickets.handle'),
    input: (field, { areaCode }) => <DepartmentPicker {...field} areaCode={areaCode} />,
  },
  from: { label: 'admin.from', hint: 'admin.daysHint' },
  until: { label: 'admin.until' },
} satisfies FieldSpecs<Post>
