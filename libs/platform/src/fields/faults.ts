import { type Fault, faultWords } from '@yiwang/domain/normalization'
import { type Messages, messagesOf } from '../http/problems'

const words: Record<string, { zh: string; en: string }> = {
  ...faultWords,
  required: { zh: '必填。', en: 'is required.' },
  'unknown-field': { zh: '没有这个项目。', en: 'is not a known field.' },
  twice: { zh: '出现了两次。', en: 'is there twice.' },
  'wrong-type': { zh: '类型不对。', en: 'has the wrong type.' },
  'not-text': { zh: '应为文字。', en: 'must be text.' },
  empty: { zh: '不能为空。', en: 'must not be empty.' },
  'unsafe-characters': { zh: '含有不允许的控制字符。', en: 'contains control characters that are not allowed.' },
  'line-break': { zh: '不能换行。', en: 'must be a single line.' },
  'not-an-area-code': { zh: '应为 12 位区划代码。', en: 'must be an area code of 12 digits.' },
  'not-one-of': { zh: '只能是：{values}。', en: 'must be one of: {values}.' },
  'not-a-truth-value': { zh: '应为 true 或 false。', en: 'must be true or false.' },
  'not-an-instant': {
    zh: '应为带时区的时间，如 2026-11-22T14:05:00+08:00。',
    en: 'must be a time with its zone, such as 2026-11-22T14:05:00+08:00.',
  },
  'not-a-day': { zh: '应为日期，如 2026-11-22。', en: 'must be a day, such as 2026-11-22.' },
  'not-an-object': { zh: '应为一个对象。', en: 'must be an object.' },
  'not-a-list': { zh: '应为一个列表。', en: 'must be a list.' },
  'too-deep': { zh: '嵌套过深，最多 {max} 层。', en: 'is nested too deep: at most {max} levels.' },
  'too-many-values': { zh: '内容过多，总共最多 {max} 项。', en: 'makes it too much: a request holds at most {max} values.' },
  'too-many-marks': {
    zh: '同一处叠加的符号或不可见字符过多，最多 {max} 个。',
    en: 'heaps up combining marks or invisible characters: at most {max} in one place.',
  },
  'behind-the-file': { zh: '应放在文件之前。', en: 'must come before the file.' },
  'not-a-file': { zh: '应为文件。', en: 'must be a file.' },
  'unsafe-name': { zh: '文件名不能含有路径或控制字符。', en: 'has a name with a path or control characters.' },
  'too-many-parts': { zh: '所在的表单项目过多，最多 {max} 项。', en: 'comes in a form of too many parts: at most {max}.' },
  'not-whole-form': { zh: '没有传完，请重新上传。', en: 'did not come whole: send it again.' },
  'too-many': { zh: '最多 {max} 项。', en: 'must have at most {max} items.' },
}

export const messagesOfFault = ({ code, ...details }: Fault): Messages => messagesOf(words[code] ?? { zh: code, en: code }, details)
