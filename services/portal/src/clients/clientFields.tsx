import type { BodyOf } from '../api/door'
import type { clients } from '../api/generated/identity'
import type { FieldSpecs } from '../ui/form/useDoorForm'
import { ResponsiblePicker } from './ResponsiblePicker'

type Fields = FieldSpecs<BodyOf<typeof clients.register>>

/** What it is and does. */
export const clientFields = {
  name: { label: 'admin.name', hint: 'client.nameHint' },
  purpose: { label: 'client.purpose', rows: 2 },
  responsibleId: { label: 'client.responsible', input: (field) => <ResponsiblePicker {...field} /> },
  scopes: { label: 'client.may', words: 'client.scope' },
} satisfies Fields

/** How far it is let in. */
export const clientLimits = {
  addresses: { label: 'client.addresses', hint: 'client.addressesHint' },
  perMinute: 'client.perMinute',
  until: { label: 'client.until', hint: 'client.untilHint' },
} satisfies Fields
