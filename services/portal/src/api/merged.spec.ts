import { eachPage, type ListDoor } from './door'
import { merged } from './merged'
import { Problem } from './problem'

interface Row {
  at: string
}

/** A list of a service, two rows at a time. */
const listOf = (...moments: string[]): ListDoor<Row> => {
  const call = async ({ cursor }: { cursor?: string }) => {
    const from = Number(cursor ?? 0)
    return { items: moments.slice(from, from + 2).map((at) => ({ at })), next: from + 2 < moments.length ? String(from + 2) : null }
  }
  return Object.assign(call, { method: 'GET', path: '/x', rules: {} }) as never
}

async function pagesOf(list: ListDoor<Row & { service: string }>): Promise<string[][]> {
  const pages: string[][] = []
  for (let cursor: string | undefined; ; ) {
    const { items, next } = await list({ cursor })
    pages.push(items.map(({ at, service }) => `${service}${at}`))
    if (!next) return pages
    cursor = next
  }
}

describe('the lists of several services', () => {
  it('are one, the newest first, to the end of each', async () => {
    const pages = await pagesOf(merged({ a: listOf('9', '7', '5', '1'), b: listOf('8', '6', '4', '3', '2'), c: listOf() }))
    expect(pages.flat()).toEqual(['a9', 'b8', 'a7', 'b6', 'a5', 'b4', 'b3', 'b2', 'a1'])
    expect(pages.length).toBeGreaterThan(1)
  })

  it('are empty where all of them are', async () => {
    expect(await pagesOf(merged({ a: listOf(), b: listOf() }))).toEqual([[]])
  })

  const failing = (error: Error, after = 0, moments: string[] = []): ListDoor<Row> => {
    const there = listOf(...moments)
    let asked = 0
    const call = async (given: object) => {
      if (asked++ < after) return there(given)
      throw error
    }
    return Object.assign(call, { method: 'GET', path: '/x', rules: {} }) as never
  }
  const firstOf = (list: ListDoor<Row & { service: string }>) => list({})

  it('leave out who does not answer, and say so, also of the pages that follow', async () => {
    for (const error of [Problem.offline(), new Problem(503, 'store-unavailable')]) {
      const list = merged({ a: listOf('9', '7', '5', '1'), b: failing(error), c: failing(error, 1, ['8', '6', '4']) })
      const pages = []
      for await (const page of eachPage(list, {})) pages.push(page)
      expect(pages.flatMap(({ items }) => items.map(({ at, service }) => service + at))).toEqual(['a9', 'c8', 'a7', 'c6', 'a5', 'a1'])
      expect([pages[0]?.away, pages.at(-1)?.away]).toEqual([['b'], ['b', 'c']])
    }
  })

  it('are a list that could not be had where nobody answers, or where one refuses', async () => {
    await expect(firstOf(merged({ a: failing(Problem.offline()), b: failing(Problem.offline()) }))).rejects.toThrow('offline')
    await expect(firstOf(merged({ a: listOf('1'), b: failing(new Problem(403, 'not-allowed')) }))).rejects.toThrow('not-allowed')
  })

  it('have what several wrote of one thing once, over the end of a page as well', async () => {
    const sameAs = ({ at }: Row) => (at.startsWith('5') ? 'one look' : undefined)
    const list = merged({ a: listOf('9', '5c', '2', '1'), b: listOf('8', '7', '5b', '3'), c: listOf('5a') }, { sameAs })
    const shown = await pagesOf(list)
    expect(shown.flat()).toEqual(['a9', 'b8', 'b7', 'a5c', 'b3', 'a2', 'a1'])
    expect(shown.length).toBeGreaterThan(1)
  })

  it('are asked for a page of each at a time, however long they are, with what belongs to the reading', async () => {
    const asked: object[] = []
    const endless = Object.assign(
      async (given: { cursor?: string }) => {
        asked.push(given)
        const from = Number(given.cursor ?? 0)
        return { items: Array.from({ length: 50 }, (_, n) => ({ at: String(1_000_000 - from - n) })), next: String(from + 50) }
      },
      { method: 'GET', path: '/x', rules: {} },
    ) as unknown as ListDoor<Row>
    const list = merged({ a: endless, b: endless }, { given: { look: 'l' } })
    const page = await list({ what: 'search' } as never)
    expect(asked).toEqual(Array(2).fill({ what: 'search', look: 'l', cursor: undefined, limit: 50 }))
    expect(page.items.length).toBeGreaterThanOrEqual(50)
    expect(JSON.parse(page.next as string).places.flatMap(([, { rows }]: [string, { rows: [] }]) => rows).length).toBeLessThanOrEqual(50)
  })
})
