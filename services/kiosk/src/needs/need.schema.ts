import { seenBy } from '@yiwang/auth'
import { erasedBy, person } from '@yiwang/people'
import { keptAs, optional, schemaOf, sealed, text, time } from '@yiwang/persistence'
import { endedBy } from '@yiwang/platform'
import { endOf, type Need } from './need'
import { eraseFrom, withoutPeople } from './need-erasing'

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
  closedAt: optional(time),
}).index({ ticketId: 1 }, { unique: true }) // whose ticket is it?

seenBy(needSchema, 'terminalId')
erasedBy<Need>(needSchema, eraseFrom)
endedBy<Need>(needSchema, endOf, { besides: withoutPeople })
keptAs(needSchema, 'matter')
