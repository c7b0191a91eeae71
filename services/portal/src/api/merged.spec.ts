import type { ListDoor } from './door'
import { merged } from './merged'

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
})
