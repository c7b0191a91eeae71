import { type DocumentOf, keptAs, schemaOf, text } from '@yiwang/persistence'
import { copyOf } from '@yiwang/platform'

/** A unit that handles matters, as the information network knows it. */
const unit = { name: text, kind: text, areaCode: text }
export type Unit = DocumentOf<typeof unit>

export const unitSchema = schemaOf<Unit>('units', unit)

export const UnitsCopy = copyOf<Unit>('hotline', unitSchema, {
  'information-network.unit-changed': ({ data: { unitId: id, ...unit } }) => ({ id, ...unit }),
})

keptAs(unitSchema, 'nobody')
