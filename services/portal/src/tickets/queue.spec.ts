import type { TicketView } from '../api/generated/hotline'
import { type Heard, hearing, type Page, type Queue, rowsOf, standsIn, withChanged, withLetIn } from './queue'

const ticket = (id: string, day: number, state: TicketView['state'] = 'received', version = 1) =>
  ({
    id,
    state,
    version,
    dueAt: `2026-12-${String(day).padStart(2, '0')}T08:00:00.000Z`,
    createdAt: `2026-11-${String(day).padStart(2, '0')}T08:00:00.000Z`,
  }) as TicketView
const heard = (one: TicketView): Heard => ({ id: one.id, version: one.version, ticket: one })
const ids = (queue: Queue, pages: Page[]) => rowsOf(queue, pages).map(({ id }) => id)

const inbox: Queue = { states: ['received', 'returned'] }
const whole: Page[] = [{ items: [ticket('b', 2), ticket('d', 4), ticket('c', 3, 'returned')], next: {} }]
/** Of `received` there is more, of `returned` nothing. */
const begun: Page[] = [{ items: [ticket('b', 2), ticket('d', 4), ticket('c', 3, 'returned')], next: { received: 'on' } }]

describe('a list that others change', () => {
  it('is in the order of its service, the newest first where it asks so', () => {
    expect(ids(inbox, whole)).toEqual(['b', 'c', 'd'])
    expect(ids({ states: [] }, whole)).toEqual(['d', 'c', 'b'])
    expect(ids({ states: ['closed'], newest: true }, whole)).toEqual(['d', 'c', 'b'])
    expect(ids({ states: [], q: '灯' }, whole)).toEqual(['b', 'd', 'c'])
  })

  it('shows one that came with two pages once, as it is now', () => {
    const rows = rowsOf(inbox, [...whole, { items: [ticket('b', 2, 'returned', 3)], next: {} }])
    expect(rows.map(({ id, version }) => `${id}${version}`)).toEqual(['b3', 'c1', 'd1'])
  })

  it('takes in who belongs to it, by its states, and up to where it is loaded', () => {
    expect(standsIn(inbox, whole, ticket('z', 9))).toBe(true)
    expect(standsIn(inbox, whole, ticket('z', 9, 'closed'))).toBe(false)
    expect(standsIn(inbox, begun, ticket('a', 1))).toBe(true)
    expect(standsIn(inbox, begun, ticket('z', 9))).toBe(false)
    expect(standsIn(inbox, begun, ticket('z', 9, 'returned'))).toBe(true)
    expect(standsIn({ states: [] }, [{ items: [ticket('d', 4)], next: { '': 'on' } }], ticket('z', 9, 'closed'))).toBe(true)
    expect(standsIn({ states: [] }, [{ items: [ticket('d', 4)], next: { '': 'on' } }], ticket('a', 1))).toBe(false)
    expect(standsIn({ states: [], q: '灯' }, whole, ticket('z', 9))).toBe(false)
  })

  it('changes a row where it stands, and never back to an earlier version', () => {
    const changed = withChanged(whole, ticket('b', 8, 'closed', 3))
    expect(changed[0]?.items.map(({ id, version }) => `${id}${version}`)).toEqual(['b3', 'd1', 'c1'])
    expect(withChanged(changed, ticket('b', 2, 'received', 2))).toEqual(changed)
  })

  it('is known by the newest that was heard, in whichever order', () => {
    const [first, second] = [heard(ticket('a', 1, 'received', 2)), heard(ticket('a', 1, 'returned', 3))]
    expect(hearing(hearing([], first), second)).toEqual([second])
    expect(hearing([second], first)).toEqual([second])
    expect(hearing([second], { id: 'a', version: 4, ticket: null })).toEqual([{ id: 'a', version: 4, ticket: null }])
  })

  it('lets in at once: each where it belongs, those that left are gone, and pages go on where they went on', () => {
    const changed = withChanged(begun, ticket('b', 2, 'closed', 2))
    const now = withLetIn(inbox, changed, [ticket('z', 9), ticket('a', 1), ticket('c', 3, 'received', 4), ticket('e', 5, 'returned')].map(heard))
    expect(ids(inbox, now)).toEqual(['a', 'c', 'd', 'e'])
    expect(now[0]?.next).toEqual({ received: 'on' })
    expect(ids(inbox, withLetIn(inbox, whole, [{ id: 'd', version: 2, ticket: null }]))).toEqual(['b', 'c'])
    expect(withLetIn(inbox, [], [heard(ticket('a', 1))])).toEqual([])
  })
})
