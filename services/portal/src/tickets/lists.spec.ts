import { setImmediate } from 'node:timers/promises'
import { type InfiniteData, InfiniteQueryObserver, QueryClient } from '@tanstack/react-query'
import type { TicketView } from '../api/generated/hotline'
import { changeRow, letInto, listKey, remembered } from './lists'
import type { Page, Queue } from './queue'

const ticket = (id: string, version: number, state: TicketView['state'] = 'received') =>
  ({ id, version, state, dueAt: '2026-12-01T08:00:00.000Z', createdAt: '2026-11-29T08:00:00.000Z' }) as TicketView
const inbox: Queue = { states: ['received', 'returned'] }
const all: Queue = { states: [] }

describe('lists that the page remembers', () => {
  let queries: QueryClient
  beforeEach(() => {
    queries = new QueryClient({ defaultOptions: { queries: { staleTime: 10_000, retry: false } } })
  })
  afterEach(() => queries.clear())

  /** A list that lies open; each of its questions waits for its answer. */
  function open(queue: Queue) {
    const asked: ((rows: TicketView[]) => void)[] = []
    const observer = new InfiniteQueryObserver<Page>(queries, {
      ...remembered,
      queryKey: listKey(queue),
      queryFn: () => new Promise((resolve) => asked.push((items) => resolve({ items, next: {} }))),
      initialPageParam: undefined,
      getNextPageParam: () => undefined,
    })
    const close = observer.subscribe(() => undefined)
    const rows = () =>
      queries.getQueryData<InfiniteData<Page>>(listKey(queue))?.pages.flatMap(({ items }) => items.map(({ id, version }) => `${id}${version}`))
    const answer = async (...items: TicketView[]) => {
      asked.shift()?.(items)
      while (queries.isFetching({ queryKey: listKey(queue), exact: true }) && !asked.length) await setImmediate()
    }
    return { asked, rows, answer, close }
  }

  it('are given back nothing older by an answer that news have overtaken', async () => {
    const list = open(inbox)
    await list.answer(ticket('a', 1), ticket('b', 1))
    void queries.invalidateQueries({ queryKey: ['tickets'] })
    changeRow(queries, ticket('a', 3, 'closed'))
    await list.answer(ticket('a', 2), ticket('b', 2))
    expect(list.rows()).toEqual(['a3', 'b2'])
    list.close()
  })

  it('take in what was heard, each into its own list alone', async () => {
    const [one, other] = [open(inbox), open(all)]
    await one.answer(ticket('a', 1))
    await other.answer(ticket('a', 1))
    one.close()
    letInto(queries, all, [{ id: 'b', version: 1, ticket: ticket('b', 1, 'closed') }])
    expect(other.rows()).toEqual(['a1', 'b1'])
    expect(one.rows()).toEqual(['a1'])
    expect(other.asked).toHaveLength(0)
    other.close()
  })

  it('are read anew where they took something in while an answer was under way', async () => {
    const list = open(inbox)
    await list.answer(ticket('a', 1))
    void queries.invalidateQueries({ queryKey: ['tickets'] })
    letInto(queries, inbox, [{ id: 'b', version: 1, ticket: ticket('b', 1) }])
    await list.answer(ticket('a', 1))
    expect(list.asked).toHaveLength(1)
    await list.answer(ticket('a', 1), ticket('b', 1))
    expect(list.rows()).toEqual(['a1', 'b1'])
    list.close()
  })

  it('are read anew when they are shown again, whatever news have changed in them meanwhile', async () => {
    const list = open(inbox)
    await list.answer(ticket('a', 1))
    list.close()
    changeRow(queries, ticket('a', 2))
    const again = open(inbox)
    expect(again.rows()).toEqual(['a2'])
    expect(again.asked).toHaveLength(1)
    again.close()
  })
})
