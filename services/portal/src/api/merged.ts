import type { ListDoor } from './door'
import { passes } from './problem'

/** What a list gave that was not shown yet, and where it goes on; null at its end. `away`: it did not answer, and is left out from there on. */
interface Place<Row> {
  rows: Row[]
  next?: string | null
  away?: true
}

interface Cursor<Row> {
  places: [service: string, place: Place<Row>][]
  /** Of those that stand in several lists: what was shown last. */
  shown: string[]
}

interface Settings<Row> {
  /** Sent along with each question of one reading. */
  given?: object
  /** What several lists have of the same thing goes by one name, and is one row. */
  sameAs?: (row: Row) => string | undefined
}

const AT_ONCE = 50
/** Rows of one thing lie close together: they were written at the same moment. */
const REMEMBERED = 50

const momentOf = ({ rows: [first] }: Place<{ at: string }>): string => first?.at ?? ''

/**
 * The same list of several services as one, the newest first: each row says whose it is. A page ends where the next row of some service is not known yet, so that none is
 * passed over whose moment lies between those of others. What was read beyond it goes along in the cursor: never more than a page of each, however long the lists are. Who
 * does not answer is named, and holds up none of the others.
 */
export function merged<S extends string, Row extends { at: string }, Query>(
  doors: Record<S, ListDoor<Row, Query>>,
  { given = {}, sameAs = () => undefined }: Settings<Row> = {},
): ListDoor<Row & { service: S }, Query> {
  type Named = Row & { service: S }
  const services = Object.keys(doors) as S[]
  const atTheStart = (): Cursor<Named> => ({ places: services.map((service) => [service, { rows: [] }]), shown: [] })

  async function more(service: S, { rows, next, away }: Place<Named>, query: object, faults: unknown[]): Promise<Place<Named>> {
    if (rows.length || next === null) return { rows, next, away }
    try {
      const page = await doors[service]({ ...query, ...given, cursor: next, limit: AT_ONCE } as never)
      return { rows: page.items.map((row) => ({ ...row, service })), next: page.next ?? null }
    } catch (error) {
      if (!passes(error as Error)) throw error
      faults.push(error)
      return { rows: [], next: null, away: true }
    }
  }

  const call = async ({ cursor, limit: _, ...query }: { cursor?: string; limit?: number }) => {
    const { places: before, shown }: Cursor<Named> = cursor ? JSON.parse(cursor) : atTheStart()
    const faults: unknown[] = []
    const places = await Promise.all(before.map(async ([service, place]) => [service, await more(service as S, place, query, faults)] as const))
    if (faults.length === services.length) throw faults[0]
    const all = places.map(([, place]) => place)
    const away = places.flatMap(([service, place]) => (place.away ? [service] : []))
    const items: Named[] = []
    while (!all.some(({ rows, next }) => !rows.length && next !== null)) {
      const waiting = all.filter(({ rows }) => rows.length)
      if (!waiting.length) return { items, next: null, away }
      const row = waiting.reduce((one, other) => (momentOf(other) > momentOf(one) ? other : one)).rows.shift() as Named
      const name = sameAs(row)
      if (name !== undefined && shown.includes(name)) continue
      if (name !== undefined) shown.push(name)
      items.push(row)
    }
    return { items, next: JSON.stringify({ places, shown: shown.slice(-REMEMBERED) }), away }
  }
  const [{ path, rules }] = Object.values<ListDoor<Row, Query>>(doors) as [ListDoor<Row, Query>]
  return Object.assign(call, { method: 'GET', path, rules }) as never
}
