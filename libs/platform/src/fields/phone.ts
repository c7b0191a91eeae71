import { type Phones, readPhone } from '@yiwang/domain/normalization'
import { houseSettings, readSettings } from '../settings'
import { type FieldOptions, field } from './field'

let known: Phones | undefined

/** How telephone numbers are written in this city. */
export function cityPhones(): Phones {
  known ??= { areaCode: readSettings({ PHONE_AREA_CODE: houseSettings.PHONE_AREA_CODE }).PHONE_AREA_CODE }
  return known
}

const read = (value: unknown) => (typeof value === 'string' ? readPhone(value, cityPhones()) : { fault: { code: 'not-a-phone' } })

/** A telephone number of mainland China: digits only, with an extension behind a dash. */
export const Phone = (options: FieldOptions = {}) =>
  field(
    {
      clean: (value) => {
        const found = read(value)
        return 'phone' in found ? found.phone : value
      },
      check: (value) => {
        const found = read(value)
        return 'fault' in found ? found.fault : undefined
      },
      api: {
        type: String,
        format: 'phone',
        example: '13800138000',
        description: 'of mainland China; kept as digits, an extension behind a dash: 051385510000-801',
      },
    },
    options,
  )
