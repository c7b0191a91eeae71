/** What is wrong with one value: a code, and what its words name. */
export interface Fault {
  code: string
  [value: string]: unknown
}

interface Words {
  zh: string
  en: string
}

/** Words for what is found wrong at the page and at the door alike; `{name}` is filled from the fault. */
export const faultWords = {
  'too-short': { zh: '至少 {min} 个字。', en: 'must have at least {min} characters.' },
  'too-long': { zh: '最多 {max} 个字。', en: 'must have at most {max} characters.' },
  'wrong-pattern': { zh: '格式不对。', en: 'does not have the right form.' },
  'not-whole': { zh: '应为整数。', en: 'must be a whole number.' },
  'not-a-number': { zh: '应为数字。', en: 'must be a number.' },
  'out-of-range': { zh: '应在 {min} 到 {max} 之间。', en: 'must be between {min} and {max}.' },
  'private-character': {
    zh: '含有无法识别的字 {character}，请改用标准字（可用拼音或部件输入）。',
    en: 'has a character that no other system knows ({character}): type the standard one.',
  },
  'not-a-phone': { zh: '不是有效的电话号码。', en: 'is not a valid telephone number.' },
  'phone-too-short': { zh: '电话号码少了 {missing} 位。', en: 'lacks {missing} digit(s) of a telephone number.' },
  'phone-too-long': { zh: '电话号码多了 {extra} 位。', en: 'has {extra} digit(s) more than a telephone number.' },
  'phone-local-too-short': {
    zh: '区号 {areaCode} 的号码少了 {missing} 位。',
    en: 'lacks {missing} digit(s) of a number in area {areaCode}.',
  },
  'phone-without-area-code': { zh: '请在固定电话前加区号。', en: 'needs its area code: it is a local number.' },
  'phone-without-zero': { zh: '区号前少了 0，应为 0{number}。', en: 'lacks the 0 before the area code: 0{number}.' },
  'phone-several': { zh: '一次只填一个电话号码。', en: 'holds several telephone numbers: give one.' },
  'phone-abroad': { zh: '只接受中国大陆的电话号码。', en: 'is not a number of mainland China.' },
} satisfies Record<string, Words>

/** The words of a fault that is found here. */
export const faultText = ({ code, ...details }: Fault, language: keyof Words): string =>
  (faultWords as Record<string, Words>)[code]?.[language].replace(/\{(\w+)\}/g, (_, name) => String(details[name] ?? '')) ?? code
