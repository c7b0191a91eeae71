import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What residents of a real city wrote, where that folder is there; it is not part of the repository. */
export function readMessages(folder) {
  if (!existsSync(join(folder, 'messages.jsonl'))) return { messages: generated(), source: 'generated texts' }
  const messages = ['labelled.jsonl', 'messages.jsonl', 'answered.jsonl']
    .filter((name) => existsSync(join(folder, name)))
    .flatMap((name) => linesOf(join(folder, name)))
  return { messages, source: `${messages.length} real messages of ${folder}` }
}

const linesOf = (path) =>
  readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => {
      const { title, text } = JSON.parse(line)
      return { text, kind: kindOf(title) }
    })

/** The messages' categories are the city's departments, which a ticket does not name; what kind of matter it is stands in the title. */
const kinds = [
  [/咨询|请问|何时|什么时候|[？?]/, 'advice'],
  [/投诉|违法|违规|乱/, 'complaint'],
  [/建议|希望/, 'suggestion'],
  [/求助|请求|帮/, 'help'],
]
const kindOf = (title = '') => kinds.find(([words]) => words.test(title))?.[1] ?? 'report'

const sentences = [
  '小区门口的路灯不亮，晚上老人出行不安全，希望尽快维修。',
  '楼道里的垃圾三天没有人来清理，天气热，气味很大。',
  '夜里十一点以后楼下的店还在放音乐，孩子第二天要上学。',
  '上个月已经打过一次电话，工作人员说会有人联系，到今天没有消息。',
  '想问一下高龄津贴从什么时候开始发，需要带哪些材料，在哪里办理。',
  '窨井盖松动，车一过就响，雨天看不清，怕有人绊倒。',
]
/** Of as many sentences as real messages are long: half under 200 characters, one in ten over 800, one in a hundred over 2,000. */
const lengths = [2, 4, 4, 6, 7, 8, 10, 14, 20, 32]

const generated = () =>
  Array.from({ length: 1000 }, (_, at) => {
    const length = at % 100 === 99 ? 85 : lengths[at % lengths.length]
    const text = Array.from({ length }, (_, step) => sentences[(at + step * step) % sentences.length]).join('')
    return { text, kind: ['help', 'report', 'complaint', 'advice', 'suggestion'][at % 5] }
  })
