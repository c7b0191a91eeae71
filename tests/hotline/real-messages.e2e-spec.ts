import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ServicesUnderTest, startService } from '@yiwang/testing'
import { HotlineModule } from '../../services/hotline/src'
import { aTicket, people, tickets } from './given'

/** What residents of a real city wrote. Not part of the repository: without the folder, a few that were made up have to do. */
const folder = join(__dirname, '../../../shared/data/hotline')
const textsOf = (name: string): string[] =>
  readFileSync(join(folder, name), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line).text)

const madeUp = ['楼道的灯坏了三天。', '“停水”通知写的是 8:00–12:00，\n实际到下午 3 点！', '𠮷祥小区 🏠 <b>噪音</b> & "扰民" \\ \'夜里\'']
const texts = existsSync(folder) ? ['labelled.jsonl', 'messages.jsonl', 'answered.jsonl'].flatMap(textsOf) : madeUp

const AT_ONCE = 100

describe("residents' own messages", () => {
  it('come back letter by letter, one by one', async () => {
    const app = await startService(HotlineModule)
    const sent = new Map<string, string>()
    for (let at = 0; at < texts.length; at += AT_ONCE) await Promise.all(texts.slice(at, at + AT_ONCE).map((text) => send(app, text, sent)))

    const kept = await readAll(app)
    expect(kept.size).toBe(texts.length)
    for (const [id, text] of sent) expect(kept.get(id)).toBe(text.trim())
  }, 180_000)
})

async function send(app: ServicesUnderTest, description: string, sent: Map<string, string>): Promise<void> {
  const { body } = await people(app).operator.post(tickets, aTicket({ description })).expect(201)
  sent.set(body.id, description)
}

async function readAll(app: ServicesUnderTest): Promise<Map<string, string>> {
  const kept = new Map<string, string>()
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { body } = await people(app)
      .operator.get(`${tickets}?limit=200&sort=-createdAt${cursor && `&cursor=${cursor}`}`)
      .expect(200)
    for (const { id, description } of body.items) kept.set(id, description)
    cursor = body.next
  }
  return kept
}
