import type { Rule } from './useForm'

/** Only what helps while typing; the service decides. */
export const required: Rule<string> = (value) => (value.trim() ? undefined : 'form.required')

export const phone: Rule<string> = (value) => {
  const digits = value.replace(/[\s-]/g, '')
  if (!digits) return 'form.required'
  return /^\+?\d{7,15}$/.test(digits) ? undefined : 'form.phone'
}

export const optionalPhone: Rule<string> = (value, all) => (value.trim() ? phone(value, all) : undefined)

export const chosen: Rule<string | undefined> = (value) => (value ? undefined : 'form.choose')
