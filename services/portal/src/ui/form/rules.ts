import { nameFault, normalName, readPhone } from '@yiwang/domain/normalization'
import { session } from '../../api/session'
import type { Rule } from './useForm'

/** What helps while typing, by the door's own rules; the service decides. */
export const required: Rule<string> = (value) => (value.trim() ? undefined : 'form.required')

export const personName: Rule<string> = (value, all) => required(value, all) ?? nameFault(normalName(value))

export const optionalPhone: Rule<string> = (value) => {
  const read = value.trim() ? readPhone(value, session.phones()) : undefined
  return read && 'fault' in read ? read.fault : undefined
}

export const phone: Rule<string> = (value, all) => required(value, all) ?? optionalPhone(value, all)

export const chosen: Rule<string | undefined> = (value) => (value ? undefined : 'form.choose')
