import { normalPhone, type Phones } from '@yiwang/domain/normalization'
import type { SoughtBy } from './people-searches'

/** So many digits that belong together name somebody: a local telephone number, or as much of an identity number. Fewer are a house, a flat, a day of the week's bus. */
const LEAST = 7
/** Of what was typed as digits, so many are: `lol` is none. */
const LEAST_REAL = 4
/** What stands between a number and the words around it. */
const FEW_LETTERS = 2

const spoken = '零一二三四五六七八九'
const written = '〇壹贰叁肆伍陆柒捌玖'
const chinese = /[零〇○一二三四五六七八九壹贰叁肆伍陆柒捌玖幺]/g
const between = String.raw`[\s\p{Pd}\p{Ps}\p{Pe}\p{Po}_~+|]*`
const run = new RegExp(`[\\dOoIl](?:${between}[\\dOoIl])+`, 'gu')

/**
 * Whom words name by a number, however it is typed: in full width, in Chinese numerals, with blanks and dashes within, beside letters, in part. Whoever looks for words that
 * hold one looks for somebody. `whole`: it is a telephone, and there is nothing else to look for.
 */
export function soughtIn(text: string, phones?: Phones): { sought: SoughtBy; whole: boolean } {
  const plain = text
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .normalize('NFKC')
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 0xf))
    .replace(chinese, digitOf)
  const typed = normalPhone(plain, phones)
  if (typed && typed.length >= LEAST) return { sought: { phone: typed }, whole: true }
  const [found] = Array.from(plain.matchAll(run), ([one]) => ({ one, digits: digitsIn(one) }))
    .filter(({ one, digits }) => digits.length >= LEAST && one.replace(/\D/g, '').length >= LEAST_REAL)
    .sort((a, b) => b.digits.length - a.digits.length)
  if (!found) return { sought: {}, whole: false }
  const phone = normalPhone(found.digits, phones)
  if (!phone) return { sought: { number: found.digits }, whole: false }
  const rest = plain.replace(found.one, '').replace(/[^\p{L}\p{N}]/gu, '')
  return { sought: { phone }, whole: Array.from(rest).length <= FEW_LETTERS && !/\p{sc=Han}/u.test(rest) }
}

const digitsIn = (text: string): string => text.replace(/[Oo]/g, '0').replace(/[Il]/g, '1').replace(/\D/g, '')

function digitOf(character: string): string {
  if (character === '幺') return '1'
  if (character === '○') return '0'
  return String(Math.max(spoken.indexOf(character), written.indexOf(character)))
}
