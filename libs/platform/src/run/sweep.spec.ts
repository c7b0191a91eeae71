import type { Collection } from '@yiwang/persistence'
import { takeDue } from './sweep'

interface Thing {
  id: string
  askAt?: Date
}

const now = new Date('2026-11-20T10:00:00Z')
const longestMs = 60_000
const at = (id: string, ms: number): Thing => ({ id, askAt: new Date(now.getTime() + ms) })

async function taken(things: Thing[]) {
  let asked = 0
  const find = async ({ askAt: { gt } }: { askAt: { gt: Date } }, { limit }: { limit: number }) => {
    asked++
    const found = things.filter(({ askAt }) => askAt && askAt > gt).sort((a, b) => Number(a.askAt) - Number(b.askAt))
    return { items: found.slice(0, limit), next: found.length > limit ? 'more' : null }
  }
  const ids: string[] = []
  const due = { where: {}, at: 'askAt', now, longestMs }
  await takeDue({ find } as unknown as Collection<Thing>, due, async ({ id }) => void ids.push(id))
  return { asked, ids }
}

describe('what is due', () => {
  it('is asked for once, with what a wrong clock put off, and what waits is left', async () => {
    expect(await taken([])).toEqual({ asked: 1, ids: [] })
    const things = [at('past', -1), at('now', 0), at('soon', 1), at('waits', 2 * longestMs), at('put off', 2 * longestMs + 1), { id: 'never' }]
    expect(await taken(things)).toEqual({ asked: 1, ids: ['past', 'now', 'put off'] })
  })

  it('is taken fifty at a time, and so is what was put off behind many that wait', async () => {
    const many = (name: string, ms: number) => Array.from({ length: 60 }, (_, n) => at(`${name} ${n}`, ms + n))
    const { asked, ids } = await taken([...many('past', -1_000), ...many('waits', 1_000), ...many('put off', 10 * longestMs)])
    expect([asked, ids.filter((id) => id.startsWith('past')).length, ids.filter((id) => id.startsWith('put off')).length, ids.length]).toEqual([
      2, 50, 50, 100,
    ])
  })
})
