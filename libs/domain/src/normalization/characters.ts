/** Longer than this nothing is looked at that stands for a number: it is none, and tidying it would cost whoever waits behind. */
export const LONGEST_NUMBER = 64

const dashes = /[\p{Pd}\u2212\u2043\u30fc\uff70\u2500\u2501\u00ad]/gu
const directions = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g
const invisible = /(?![\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069])\p{Default_Ignorable_Code_Point}/gu
const zeroWidth = /[\u00ad\u180e\u200b-\u200d\u2060-\u2064\ufeff]/g

/** Bidirectional overrides and isolates, which can make text read as something else (CVE-2021-42574). */
export const changesDirection = (text: string): boolean => text.search(directions) >= 0

export const dropDirections = (text: string): string => text.replace(directions, '')

/** Without what takes no room and says nothing: zero-width spaces and joiners, soft hyphens, byte order marks. */
export const dropZeroWidth = (text: string): string => text.replace(zeroWidth, '')

/** Without whatever Unicode says is shown as nothing, variation selectors and fillers among it; what changes the direction stays, to be refused. */
export const dropInvisible = (text: string): string => text.replace(invisible, '')

/**
 * A number or code as it was meant: digits and letters of plain width, one kind of dash, without what cannot be seen. Arabic digits are digits; in
 * numbers, unlike in words, marks of direction say nothing and are dropped too.
 */
export const plain = (text: string): string =>
  text
    .replace(dashes, '-')
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .normalize('NFKC')
    .replace(dashes, '-')
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 0xf))

/** The same where only digits are grouped: `_` and `~` stand for a dash there. In codes and logins they are characters of their own. */
export const plainNumber = (text: string): string => plain(text).replace(/[_~]/g, '-')

/** As GBK kept characters that Unicode did not have yet: U+E815 to U+E864, in this order (GB 18030-2022, FE50 to FEA0). */
const ADDED_SINCE_GBK =
  '⺁𠂇𠂉𠃌⺄㑳㑇⺈⺋龴㖞㘚㘎⺌⺗㥮㤘龵㧏㧟㩳㧐龶龷㭎㱮㳠⺧𡗗龸⺪䁖䅟⺮䌷⺳⺶⺷𢦏䎱䎬⺻䏝䓖䙡䙌龹䜣䜩䝼䞍⻊䥇䥺䥽䦂䦃䦅䦆䦟䦛䦷䦶龺𤇾䲣䲟䲠䲡䱷䲢䴓䴔䴕䴖䴗䴘䴙䶮龻'
const FIRST = 0xe815
const added = Array.from(ADDED_SINCE_GBK)

/** Private-use characters of older systems as the characters that they stood for: `䶮` came out of a bank's or the police's system as U+E863. */
export const sinceGbk = (text: string): string => text.replace(/[\ue815-\ue864]/g, (one) => added[one.charCodeAt(0) - FIRST] ?? one)

/** The other way: how such a text was stored before it was mapped. */
export const asInGbk = (text: string): string =>
  Array.from(text, (one) => (added.includes(one) ? String.fromCharCode(FIRST + added.indexOf(one)) : one)).join('')

/** A private-use character that stands for nothing anyone else knows. */
export const privateCharacter = (text: string): string | undefined => /\p{Co}/u.exec(text)?.[0]
