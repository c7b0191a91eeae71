import { nameFault, normalName, readPhone } from '@yiwang/domain/normalization'
import { session } from '../../api/session'
import { required } from './rules'
import type { Rule } from './useForm'

// The door's own rules, in a file of their own: whoever signs in need not load the numbering plan.

export const personName: Rule<string> = (value, all) => required(value, all) ?? nameFault(normalName(value))

export const optionalPhone: Rule<string> = (value) => {
  const read = value.trim() ? readPhone(value, session.phones()) : undefined
  return read && 'fault' in read ? read.fault : undefined
}

export const phone: Rule<string> = (value, all) => required(value, all) ?? optionalPhone(value, all)
