import type { Rule } from './useForm'

/** Only what helps while typing; the service decides. */
export const required: Rule<string> = (value) => (value.trim() ? undefined : 'form.required')

export const chosen: Rule<string | undefined> = (value) => (value ? undefined : 'form.choose')
