import { clientScopes, seenBy } from '@yiwang/auth'
import { flag, keptAs, list, number, oneOf, optional, part, schemaOf, sealed, text, time } from '@yiwang/persistence'
import type { Client, ClientSecret, GrantedScope } from './client'

const scope = part<GrantedScope>({
  scope: oneOf(clientScopes),
  givenBy: text,
  givenAt: time,
  line: list(text),
  unconfirmed: optional(oneOf(['waiting', 'alone'])),
  confirmedBy: optional(text),
  confirmedAt: optional(time),
})

export const clientSchema = schemaOf<Client>('clients', {
  name: sealed(text),
  purpose: sealed(text),
  responsibleId: text,
  areaCode: text,
  areas: list(text),
  scopes: list(scope),
  unconfirmed: optional(flag),
  addresses: list(sealed(text)),
  perMinute: number,
  until: optional(text),
  disabled: flag,
  secrets: list(part<ClientSecret>({ id: text, hash: text, sid: text, createdAt: time, until: optional(text) })),
  gone: optional(list(text)),
  goneAt: optional(time),
  createdAt: time,
})
  .index({ areas: 1, _id: 1 }) // an admin's list
  .index({ areas: 1, unconfirmed: 1, _id: 1 }) // what is to be confirmed
  .index({ goneAt: 1, _id: 1 }) // what may not have been told

seenBy(clientSchema, 'areas')
keptAs(clientSchema, 'staff')
