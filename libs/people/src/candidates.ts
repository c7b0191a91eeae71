import { maskAddress, maskIdentityNumber, maskName, maskPhone } from './mask'

/** So many values must be left, whatever is masked and whatever else is shown of the same person. */
export const FEWEST_CANDIDATES = 1_000

/** What views show in clear of people whom they mask, and by which a masked value could be narrowed. Whoever shows more of a person adds it here, and to the arithmetic. */
export const toldInClear = ['areaCode', 'areaPath', 'birthYear', 'tags'] as const

/** The masks of what tells of a person. */
export const masks = { name: maskName, phone: maskPhone, address: maskAddress, identityNumber: maskIdentityNumber } as const
export type Masked = keyof typeof masks

/** People of the smallest city that these masks are meant for. */
const SMALLEST_CITY = 1_000_000

/**
 * How many values a mask leaves at the least to whoever knows the rest. Of people of a register all of it can be put together by their id, so it is counted for all views
 * together, never for one.
 *
 * - **Identity number** (GB 11643: area 6, birth date 8, sequence 3, check 1): the area is shown, and the last two characters. The year of birth is told elsewhere: 365 days, and
 *   100 beginnings of the sequence. One in eleven of these fits the check character: 3,318. With the last four shown it would be 365 / 11, which is 33.
 * - **Telephone**: its last three digits are shown. A city has at least one block of 10,000 mobile numbers for each 10,000 of its people, and public tables say which: of each
 *   block 10 numbers end so, which is a thousand in a city of a million. With the first three shown as well, a city's few dozen blocks under that prefix would be left; with the
 *   last four, fewer than a thousand of all.
 * - **Name**: the first character is shown, and how many follow. One of the 3,500 common characters at the least; of letters their number is not told, and three leave 17,576.
 * - **Address**: what stands before the first number is shown. Numbers of doors have up to four digits: 9,999. (How many of them there are in a street, no mask can tell.)
 */
export const candidatesLeft: Readonly<Record<Masked, number>> = {
  identityNumber: Math.floor((365 * 100) / 11),
  phone: (SMALLEST_CITY / 10_000) * 10,
  name: 3_500,
  address: 9_999,
}
