import { forgetting, list, number, schemaOf, sealed, text } from '@yiwang/persistence'
import type { Elder } from './elder'

const schema = schemaOf<Elder>('elderly', {
  name: sealed(text),
  phone: sealed(text),
  address: sealed(text),
  birthYear: sealed(number),
  tags: sealed(list(text)),
  areaCode: text,
  areas: list(text),
}).index({ areas: 1, _id: 1 }) // an area's register

// `elderlyFrom` told the year of birth, or the tag.
export const elderSchema = forgetting(schema, 'elderlyFrom')
