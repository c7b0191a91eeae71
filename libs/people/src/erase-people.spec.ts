import { Logger } from '@nestjs/common'
import type { Clock } from '@yiwang/domain'
import type { Collection } from '@yiwang/persistence'
import { StoreUnavailable } from '@yiwang/persistence/stores'
import type { Holds, Jobs } from '@yiwang/platform'
import { ErasePeople } from './erase-people'
import type { ErasedPerson } from './erased-person.schema'

const DAY_MS = 24 * 3_600_000

interface Matter {
  id: string
  residentId?: string
  isOpen?: boolean
}

/** A collection as far as it is asked here. */
function kept<T extends { id: string }>(...items: T[]) {
  const rows = new Map(items.map((one) => [one.id, one]))
  const change = async (id: string, decide: (one: T | undefined) => { set: Partial<T> } | undefined) => {
    const decision = decide(rows.get(id))
    if (decision) rows.set(id, { ...(rows.get(id) as T), id, ...decision.set })
    return rows.get(id)
  }
  const find = async (filter: Record<string, unknown>) => ({
    items: [...rows.values()].filter((one) =>
      Object.entries(filter).every(([field, value]) => {
        const own = (one as Record<string, unknown>)[field]
        return typeof value === 'object' ? own !== undefined : own === value
      }),
    ),
    next: null,
  })
  const findOne = async (filter: Record<string, unknown>) => (await find(filter)).items[0]
  const get = async (id: string) => rows.get(id)
  const inClear = async (after: string, limit: number) => [...rows.values()].filter(({ id }) => id > after).slice(0, limit)
  return { rows, change, upsert: change, find, findOne, get, inClear, count: async () => rows.size }
}

function start(matters: Matter[], apart?: ReturnType<typeof kept<never>>, held: string[] = []) {
  const documents = kept(...matters)
  const faulty = new Set<string>()
  const get = async (id: string) => (faulty.has(id) ? Promise.reject(new Error('altered')) : documents.get(id))
  const people = kept<ErasedPerson>()
  let now = new Date('2026-11-30T00:00:00Z')
  const jobs = {
    async start() {
      let place: Parameters<ErasePeople['walk']>[1]
      do place = (await erasing.walk({}, place)).next
      while (place)
    },
  }
  const rule = ({ residentId, isOpen }: Matter, whom: string) =>
    residentId !== whom ? undefined : isOpen ? { kept: { why: 'open' as const } } : { set: { residentId: undefined } }
  const collection = { ...documents, get } as never as Collection<Matter>
  const kind = {
    name: 'matters',
    kept: 'matter' as const,
    documents: collection,
    ids: documents as never,
    rule: rule as never,
    apart: apart as never,
  }
  const tell = { document: (data: object) => ({ name: 'document', data }), person: (data: object) => ({ name: 'person', data }) }
  const clock = { now: () => now } as Clock
  const holds = { of: async (_: string, { id }: Matter) => (held.includes(id) ? { until: '2027-01-31' } : undefined) }
  const erasing = new ErasePeople(people as never, [kind], jobs as never as Jobs, clock, tell, holds as never as Holds)
  const days = async (count: number) => {
    for (let day = 0; day < count; day++) {
      now = new Date(now.getTime() + DAY_MS + 3_600_000)
      await erasing.lookAgain()
      await erasing.look()
    }
  }
  return { erasing, documents: documents.rows, people: people.rows, days, faulty }
}

beforeAll(() => Logger.overrideLogger(false))

describe('who is to be forgotten', () => {
  it('is found too in what comes after they were looked for, however late in a year, and is looked for no longer then', async () => {
    const { erasing, documents, people, days } = start([{ id: 'a', residentId: 'r' }])
    await erasing.hear('r')
    await erasing.look()
    expect(documents.get('a')?.residentId).toBeUndefined()
    documents.set('b', { id: 'b', residentId: 'r' })
    await days(1)
    expect(documents.get('b')?.residentId).toBeUndefined()
    await days(20)
    documents.set('c', { id: 'c', residentId: 'r' })
    await days(20)
    expect(documents.get('c')?.residentId).toBeUndefined()
    expect(people.get('r')).toMatchObject({ state: 'done', erased: 3 })
    await days(365)
    expect(people.get('r')?.lookAt).toBeUndefined()
  })

  it('is looked at each day where something of them has not ended', async () => {
    const { erasing, documents, people, days } = start([{ id: 'a', residentId: 'r', isOpen: true }])
    await erasing.hear('r')
    await erasing.look()
    await days(10)
    expect(people.get('r')?.kept).toEqual([{ kind: 'matters', documentId: 'a', why: 'open' }])
    documents.set('a', { id: 'a', residentId: 'r' })
    await days(1)
    expect(documents.get('a')?.residentId).toBeUndefined()
    expect(people.get('r')).toMatchObject({ kept: [], erased: 1 })
  })

  it('is looked for behind a document that is not as it was written, which is named, and looked at again each day', async () => {
    const { erasing, documents, people, days, faulty } = start([{ id: 'a' }, { id: 'b', residentId: 'r' }, { id: 'c', residentId: 'r' }])
    faulty.add('b')
    await erasing.hear('r')
    await expect(erasing.look()).rejects.toThrow('matters/b')
    expect(documents.get('c')?.residentId).toBeUndefined()
    const named = [{ kind: 'matters', documentId: 'b', why: 'faulty' }]
    expect(people.get('r')).toMatchObject({ state: 'done', erased: 1, kept: named })
    await erasing.look()
    expect(people.get('r')?.kept).toEqual(named)
    faulty.delete('b')
    await days(2)
    expect(documents.get('b')?.residentId).toBeUndefined()
    expect(people.get('r')).toMatchObject({ erased: 2, kept: [] })
  })

  it('is kept where a legal hold is, and until when is said; once it is lifted they go within a day', async () => {
    const held = ['a']
    const { erasing, documents, people, days } = start(
      [
        { id: 'a', residentId: 'r' },
        { id: 'b', residentId: 'r' },
      ],
      undefined,
      held,
    )
    await erasing.hear('r')
    await erasing.look()
    expect([documents.get('a')?.residentId, documents.get('b')?.residentId]).toEqual(['r', undefined])
    const until = new Date('2027-01-31T23:59:59+08:00')
    expect(people.get('r')?.kept).toEqual([{ kind: 'matters', documentId: 'a', why: 'held', until }])
    held.pop()
    await days(1)
    expect(documents.get('a')?.residentId).toBeUndefined()
  })

  it('goes from the notes that lie apart before the document leads to them no more: cut off in between, both are found again', async () => {
    const apart = { ...kept<never>(), find: () => Promise.reject(new StoreUnavailable('cut off')) }
    const { erasing, documents } = start([{ id: 'a', residentId: 'r' }], apart as never)
    await erasing.hear('r')
    await expect(erasing.look()).rejects.toThrow('cut off')
    expect(documents.get('a')?.residentId).toBe('r')
  })
})
