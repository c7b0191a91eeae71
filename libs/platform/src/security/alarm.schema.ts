import { flag, from, keptAs, list, oneOf, optional, schemaOf, sealed, text, time } from '@yiwang/persistence'
import { alarmStates, type SecurityAlarm } from './alarm'

export const alarmSchema = schemaOf<SecurityAlarm>('security-alarms', {
  at: time,
  rule: text,
  count: from(1),
  minutes: from(1),
  account: optional(text),
  address: optional(sealed(text)),
  state: oneOf(alarmStates.names),
  forAdmins: optional(flag),
  areaCode: optional(text),
  seen: optional(list(text)),
  acknowledgedBy: optional(text),
  acknowledgedAt: optional(time),
  note: optional(sealed(text)),
})
  .index({ state: 1, at: 1, _id: 1 }) // those that nobody has looked at
  .index({ forAdmins: 1, at: 1, _id: 1 }) // what admins are told
  .index({ at: 1, _id: 1 }) // of late; what is no longer kept

keptAs(alarmSchema, 'passing')
