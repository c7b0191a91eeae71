import { seenBy } from '@yiwang/auth'
import { placeKinds, placeOf } from '@yiwang/people'
import { forgetting, keptAs, list, number, optional, schemaOf, sealed, text } from '@yiwang/persistence'
import { copyOf, Gone, type Told } from '@yiwang/platform'
import type { Elder } from './elder'

const schema = schemaOf<Elder>('elderly', {
  name: sealed(text),
  phone: optional(sealed(text)),
  address: sealed(text),
  birthYear: sealed(number),
  tags: sealed(list(text), { length: 128 }), // all of them fit
  ...placeKinds,
}).index({ areas: 1, _id: 1 }) // an area's register

// `elderlyFrom` told the year of birth, or the tag.
export const elderSchema = forgetting(schema, 'elderlyFrom')
seenBy(elderSchema, 'areas')

const told: Told<Elder, 'information-network.resident-registered' | 'information-network.resident-updated'> = async ({ data }, areas) => {
  const { residentId: id, name, phone, address, birthYear, tags, areaCode } = data
  return { id, name, phone, address, birthYear, tags, ...placeOf(await areas.placed(areaCode)) }
}

export const ElderlyCopy = copyOf<Elder>(
  'home-care',
  elderSchema,
  {
    'information-network.resident-registered': told,
    'information-network.resident-updated': told,
    'information-network.resident-erased': ({ data }) => new Gone(data.residentId),
  },
  { apart: true },
)

keptAs(elderSchema, 'copy')
