import { type PageQuery, pageOfTold } from './page'

/** A list of numbers in pages of one. */
const pages = (...list: number[]) => {
  const read: number[] = []
  const of = async (cursor = '0') => {
    const at = Number(cursor)
    read.push(at)
    return { items: list.slice(at, at + 1), next: at + 1 < list.length ? String(at + 1) : null }
  }
  return { read, of }
}
const even = (one: number) => (one % 2 ? [] : [`${one}`])
const query = (cursor?: string): PageQuery => ({ limit: 1, cursor })

describe('a page of what is told of a list', () => {
  it('passes over what is not', async () => {
    const { of, read } = pages(1, 3, 4, 6)
    expect(await pageOfTold(query(), of, even)).toEqual({ items: ['4'], next: '3' })
    expect(await pageOfTold(query('3'), of, even)).toEqual({ items: ['6'], next: null })
    expect(read).toEqual([0, 1, 2, 3])
  })

  it('reads no more than ten pages for one, and goes on from there', async () => {
    const { of, read } = pages(...Array(25).fill(1), 2)
    const first = await pageOfTold(query(), of, even)
    expect([first, read.length]).toEqual([{ items: [], next: '10' }, 10])
    const second = await pageOfTold(query('10'), of, even)
    expect(await pageOfTold(query(second.next as string), of, even)).toEqual({ items: ['2'], next: null })
  })

  it('is empty where nothing is told', async () => {
    expect(await pageOfTold(query(), pages(1, 3).of, even)).toEqual({ items: [], next: null })
  })
})
