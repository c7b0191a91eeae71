import { ERASED } from '@yiwang/contracts'
import { mainNumber } from '@yiwang/domain/normalization'

/*
 * What an answer shows of personal data until someone states why they need more. Of each field at least a thousand values are left that it may be, for whoever knows all
 * else that any view shows of somebody: the city and the community, the year of birth, what they carry as tags. How many, and how that is counted: candidates.ts.
 */

/** `13800138000` -> `********000`, with an extension `*********000-***`: the end, and nothing of the prefix, by which public tables tell the blocks of a city. */
export function maskPhone(phone: string): string {
  const main = mainNumber(phone)
  const extension = phone.slice(main.length).replace(/\d/g, '*')
  return `${main.length < 8 ? '*'.repeat(main.length) : `${'*'.repeat(main.length - 3)}${main.slice(-3)}`}${extension}`
}

const han = /^[\p{sc=Han}·]+$/u

/** `王小明` -> `王**`. A letter leaves few to choose from: of a name that is written in letters its length is not told. A name of one character is not shown; one that is gone says so. */
export function maskName(name: string): string {
  if (name === ERASED) return name
  const [first, ...rest] = Array.from(name)
  if (!rest.length) return '*'
  return han.test(name) ? first + '*'.repeat(rest.length) : `${first}***`
}

/** Where the number of a house begins, in digits or in words: `12幢`, `三组`. */
const number = /\p{Nd}|[〇零一二三四五六七八九十百]+(?=[号幢栋座楼单室组弄巷队排])/u

/** The first six characters (mostly district and street) of what stands before a number, of what has none of its first half; then stars. */
export const maskAddress = (address: string): string => {
  const at = number.exec(address)?.index
  const letters = Array.from(address.slice(0, at))
  const most = at === undefined ? Math.floor(letters.length / 2) : letters.length
  return `${letters.slice(0, Math.min(6, most)).join('').trimEnd()}****`
}

/** `320602194001011234` -> `320602**********34` */
export const maskIdentityNumber = (number: string): string => `${number.slice(0, 6)}**********${number.slice(-2)}`
