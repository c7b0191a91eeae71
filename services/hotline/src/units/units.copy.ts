import { schemaOf, text } from '@yiwang/persistence'
import { copyOf } from '@yiwang/platform'

/** A unit that handles matters, as the information network knows it. */
export interface Unit {
  id: string
  name: string
  kind: string
  areaCode: string
}

export const unitSchema = schemaOf<Unit>('units', { name: text, kind: text, areaCode: text })

export const UnitsCopy = copyOf<Unit>('hotline', unitSchema, {
  'information-network.unit-changed': ({ data: { unitId: id, ...unit } }) => ({ id, ...unit }),
})
