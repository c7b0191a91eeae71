import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ServicesUnderTest, startService } from '@yiwang/testing'
import { HotlineModule } from '../../services/hotline/src'
import { aTicket, people, tickets } from './given'

/** What residents of a real city wrote. Not part of the repository: without the folder there is nothing to try. */
const folder = join(__dirname, '../../../shared/data/hotline')
const textsOf = (name: string): string[] =>
  readFileSync(join(folder, name), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line).text)

const AT_ONCE = 100
const given = existsSync(folder) ? it : it.skip

describe("residents' own messages", () => {
  given(
    'come back letter by letter, one by one',
    async () => {
      const app = await startService(HotlineModule)
      const texts = ['labelled.jsonl', 'messages.jsonl', 'answered.jsonl'].flatMap(textsOf)
      const sent = new Map<string, string>()
      for (let at = 0; at < texts.length; at += AT_ONCE) await Promise.all(texts.slice(at, at + AT_ONCE).map((text) => send(app, text, sent)))

      const kept = await readAll(app)
      expect(kept.size).toBe(texts.length)
      for (const [id, text] of sent) expect(kept.get(id)).toBe(text.trim())
    },
    180_000,
  )
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
