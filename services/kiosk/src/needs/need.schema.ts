import { optional, part, schemaOf, sealed, text, time } from '@yiwang/persistence'
import type { Need, Person } from './need'

const person = part<Person>({ residentId: optional(text), name: sealed(text), phone: optional(sealed(text)), address: optional(sealed(text)) })

export const needSchema = schemaOf<Need>('needs', {
  terminalId: text,
  areaCode: text,
  reporter: person,
  beneficiary: optional(person),
  description: sealed(text),
  place: optional(sealed(text)),
  state: text,
  ticketId: optional(text),
  number: optional(text),
  code: optional(sealed(text)),
  createdAt: time,
}).index({ ticketId: 1 }, { unique: true }) // whose ticket is it?
