import { mainNumber } from '@yiwang/domain/normalization'
import { list, schemaOf, sealed, text } from '@yiwang/persistence'
import type { Caller } from './caller'

export const callerSchema = schemaOf<Caller>('callers', {
  name: sealed(text),
  phone: sealed(text, { lookup: mainNumber }),
  areaCode: text,
  tags: sealed(list(text), { length: 128 }), // all of them fit
}).index({ phone: 1, _id: 1 }) // who is calling?
