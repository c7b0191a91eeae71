import { type Fault, nameFault, normalName, readPhone } from '@yiwang/domain/normalization'
import type { FieldRule } from '../../api/door'
import { session } from '../../api/session'
import type { TextKey } from '../../i18n/language'

/** What is wrong with a value by its door's own rules, as far as they can be told before it is sent; the service decides. */
export function faultOf(rule: FieldRule, value: unknown): TextKey | Fault | undefined {
  if (typeof value !== 'string') return undefined
  const text = rule.format === 'password' ? value : value.trim()
  if (text === '') return rule.required ? (rule.enum ? 'form.choose' : 'form.required') : undefined
  if (rule.format === 'date-time') return undefined
  if (rule.format === 'phone') return phoneFault(text)
  if (rule.type === 'integer') return numberFault(rule, text)
  const length = Array.from(text).length
  if (rule.minLength !== undefined && length < rule.minLength) return { code: 'too-short', min: rule.minLength }
  if (rule.maxLength !== undefined && length > rule.maxLength) return { code: 'too-long', max: rule.maxLength }
  if (rule.pattern && !new RegExp(rule.pattern).test(text)) return { code: 'wrong-pattern' }
  return rule.format === 'person-name' ? nameFault(normalName(text)) : undefined
}

function phoneFault(text: string): Fault | undefined {
  const read = readPhone(text, session.phones())
  return 'fault' in read ? read.fault : undefined
}

function numberFault({ minimum = 0, maximum = Number.MAX_SAFE_INTEGER }: FieldRule, text: string): Fault | undefined {
  if (!/^-?\d+$/.test(text)) return { code: 'not-whole' }
  return Number(text) < minimum || Number(text) > maximum ? { code: 'out-of-range', min: minimum, max: maximum } : undefined
}
