import { normalIdentityNumber } from '@yiwang/domain/normalization'
import { Line } from '@yiwang/platform'
import { maskAddress, maskIdentityNumber, maskName, maskPhone } from './mask'

interface Options {
  optional?: boolean
  description?: string
}

/** What is personal, as a view shows it: masked, whatever the method gives. */
export const MaskedName = (options: Options = {}) => Line({ max: 60, masked: maskName, ...options })
export const MaskedPhone = (options: Options = {}) => Line({ max: 20, masked: maskPhone, ...options })
export const MaskedAddress = (options: Options = {}) => Line({ max: 200, masked: maskAddress, ...options })
export const MaskedIdentityNumber = (options: Options = {}) => Line({ max: 18, masked: maskIdentityNumber, ...options })

/** An identity number as it is typed; whether it is one is the rule's question. */
export const IdentityNumber = ({ optional }: Pick<Options, 'optional'> = {}) =>
  Line({ max: 18, optional, clean: normalIdentityNumber, description: 'GB 11643, 18 characters with a valid check character' })

/** A note of `Recognitions`. */
export const Note = (options: Options = {}) => Line({ max: 2000, pattern: /^s2\.[\w.-]+$/, ...options })
