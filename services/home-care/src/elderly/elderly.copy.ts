import { forgetting, list, number, schemaOf, sealed, text } from '@yiwang/persistence'
import { copyOf, type Told } from '@yiwang/platform'
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

const told: Told<Elder, 'information-network.resident-registered' | 'information-network.resident-updated'> = async ({ data }, areas) => {
  const { residentId: id, name, phone, address, birthYear, tags, areaCode } = data
  return { id, name, phone, address, birthYear, tags, areaCode, areas: (await areas.require(areaCode)).ancestors }
}

export const ElderlyCopy = copyOf<Elder>('home-care', elderSchema, {
  'information-network.resident-registered': told,
  'information-network.resident-updated': told,
})
