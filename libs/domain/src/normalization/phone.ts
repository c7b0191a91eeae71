import parsePhoneNumber, { Metadata, type MetadataJson } from 'libphonenumber-js/core'
import all from 'libphonenumber-js/max/metadata'
import { LONGEST_NUMBER, plainNumber } from './characters'
import type { Fault } from './fault'

const metadata = all as unknown as MetadataJson

export interface Phones {
  /** The city's own area code, such as `0513`: numbers are typed without it there. */
  areaCode?: string
}

/** Numbers of three to six digits that are the same in every city: emergency, enquiry, operators, banks and the like (MIIT, 电信网编号计划). */
const service = /^(?:1(?:1[02479]|2[012])|1(?:0[01]|2\d)\d\d|1118\d|9[56]\d{3,4}|11[68]114)$/
const extensionMark = /(?:[转轉]|分机号?|extension|ext\.?|[x#*,;])+/g
const label = /^(?:tel|phone|mobile|(?:联系|办公|固定)?电话|手机|座机|固话)?(?:号码?)?[\s:.]*/
const separators = /(?:[^\S\r\n]|[\p{Ps}\p{Pe}.·/、])+/gu
const AT_MOST = 4

/** Whole mobile numbers, which most are: what the library makes anew for each number that it parses, made once. */
const isMobile = (text: string): boolean => mobile.test(text)
const mobile = mobileNumbers()

interface Typed {
  /** `+` or `00` and digits where a country was named, else digits alone; dashes where some were typed. */
  number: string
  extension?: string
}

/**
 * A telephone number of mainland China as it is kept: digits only, fixed lines with their area code, an extension behind a dash (`13800138000`,
 * `051385510000-801`, `95598`). A fault where it is none.
 */
export function readPhone(text: string, { areaCode }: Phones = {}): { phone: string } | { fault: Fault } {
  if (isMobile(text)) return { phone: text }
  const typed = text.length <= LONGEST_NUMBER ? split(text) : undefined
  if (!typed) return { fault: { code: 'not-a-phone' } }
  const { number, extension } = typed
  const whole = mainOf(number, areaCode)
  if (whole) return { phone: extension ? `${whole}-${extension}` : whole }
  // The last group behind a dash is an extension where what stands before is a number without it.
  const [, before = '', group = ''] = (!extension && /^(.*\d)-(\d{1,8})$/.exec(number)) || []
  const main = before && mainOf(before, areaCode)
  if (main) return { phone: `${main}-${group}` }
  return { fault: faultOf(before.replace(/\D/g, '').length > 9 ? before : number, areaCode) }
}

/** The same, or undefined where it is no telephone number. */
export function normalPhone(text: string, phones?: Phones): string | undefined {
  const read = readPhone(text, phones)
  return 'phone' in read ? read.phone : undefined
}

/** Without its extension: whoever calls from an office is known by the office's number. */
export const mainNumber = (phone: string): string => phone.split('-', 1)[0] ?? phone

/** The number, and how it may lie in what was stored before local numbers were given their area code: for search by the whole number. */
export function formsOfPhone(phone: string, { areaCode }: Phones = {}): string[] {
  const main = mainNumber(phone)
  return areaCode && main.startsWith(areaCode) ? [main, `0${main.slice(areaCode.length)}`] : [main]
}

/** Whether these digits, with their 0, are the area code of a city. */
export const isPhoneAreaCode = (code: string): boolean => /^0\d{2,3}$/.test(code) && [7, 8].some((length) => isFixed(code + '8'.repeat(length), code))

function split(text: string): Typed | undefined {
  const tidy = plainNumber(text).toLowerCase().trim().replace(label, '').replace(extensionMark, '#').replace(separators, '')
  const { number, extension } = /^(?<number>\+?[\d-]{3,40})(?:#(?<extension>\d{1,8}))?$/.exec(tidy)?.groups ?? {}
  return number ? { number, extension } : undefined
}

function mainOf(typed: string, areaCode: string | undefined): string | undefined {
  const digits = typed.replace(/\D/g, '')
  const [, home] = /^(?:00|0)?86(\d+)$/.exec(digits) ?? []
  if (typed.startsWith('+')) return home && national(home)
  if (digits.startsWith('00')) return home && national(home)
  return local(digits, areaCode) ?? (home && home.length >= 10 ? national(home) : undefined)
}

/** As it is dialled within the country. */
function local(digits: string, areaCode = ''): string | undefined {
  if (service.test(digits)) return digits
  if (areaCode && digits.startsWith(areaCode) && service.test(digits.slice(areaCode.length))) return digits.slice(areaCode.length)
  if (/^[2-9]\d{6,7}$/.test(digits)) return areaCode && isFixed(areaCode + digits, areaCode) ? areaCode + digits : undefined
  // Without its 0 a fixed line of somewhere else is most likely a mobile number that lacks its 1.
  return /^(?:0|1|[48]00|950)/.test(digits) ? valid(digits) : undefined
}

/** As it is written behind the country's code: without the 0. */
const national = (digits: string): string | undefined => (service.test(digits) ? digits : valid(digits))

/** By the whole metadata of China: which area has how many digits, which mobile ranges exist. */
function valid(digits: string): string | undefined {
  const parsed = parsePhoneNumber(digits, 'CN', metadata)
  if (!parsed?.isValid() || parsed.getType() === 'PAGER') return undefined
  const kept = parsed.formatNational().replace(/\D/g, '')
  if (!kept.startsWith('0')) return kept
  const code = areaCodeOf(kept) as string
  const rest = kept.slice(code.length)
  return service.test(rest) || /^[2-9]\d{6,7}$/.test(rest) || /^1\d{7}$/.test(rest) ? kept : undefined
}

const areaCodeOf = (phone: string): string | undefined => /^0(?:10|2\d|\d{3})/.exec(phone)?.[0]

const isFixed = (digits: string, code: string): boolean => valid(digits)?.startsWith(code) === true

/** What is missing, in words: by trying whether more or fewer digits would be a number. */
function faultOf(typed: string, areaCode: string | undefined): Fault {
  const digits = typed.replace(/\D/g, '')
  const named = typed.startsWith('+') || digits.startsWith('00')
  if (named && /^(?:00)?(?!86)[1-9]/.test(digits)) return { code: 'phone-abroad' }
  if (areSeveral(digits, areaCode)) return { code: 'phone-several' }
  if (/^[2-9]\d{6,7}$/.test(digits) && !areaCode) return { code: 'phone-without-area-code' }
  if (!named && /^[2-9]\d{8,10}$/.test(digits) && valid(`0${digits}`)) return { code: 'phone-without-zero', number: digits }
  for (let count = 1; count <= AT_MOST; count++) {
    const whole = Array.from('0123456789', (digit) => mainOf(typed + digit.repeat(count), areaCode)).find(Boolean)
    const code = whole && areaCodeOf(whole)
    if (code) return { code: 'phone-local-too-short', areaCode: code, missing: count }
    if (whole) return { code: 'phone-too-short', missing: count }
    if (mainOf(typed.replaceAll('-', '').slice(0, -count), areaCode)) return { code: 'phone-too-long', extra: count }
  }
  return { code: 'not-a-phone' }
}

const areSeveral = (digits: string, areaCode: string | undefined) =>
  Array.from(digits).some(
    (_, at) => at >= 7 && digits.length - at >= 7 && mainOf(digits.slice(0, at), areaCode) && mainOf(digits.slice(at), areaCode),
  )

function mobileNumbers(): RegExp {
  const known = new Metadata(metadata)
  known.selectNumberingPlan('CN')
  // Its types do not tell of this.
  const { numberingPlan } = known as unknown as { numberingPlan: { type(name: 'MOBILE'): { pattern(): string } } }
  return new RegExp(`^(?=1[3-9])(?:${numberingPlan.type('MOBILE').pattern()})$`)
}
