import type { ListDoor } from './door'

/** What a list gave that was not shown yet, and where it goes on; null at its end. */
interface Place<Row> {
  rows: Row[]
  next?: string | null
}

const AT_ONCE = 50

const momentOf = ({ rows: [first] }: Place<{ at: string }>): string => first?.at ?? ''

/**
 * The same list of several services as one, the newest first: each row says whose it is. A page ends where the next row of some service is not known yet, so that none is
 * passed over whose moment lies between those of others. What was read beyond it goes along in the cursor.
 */
export function merged<S extends string, Row extends { at: string }, Query>(
  doors: Record<S, ListDoor<Row, Query>>,
): ListDoor<Row & { service: S }, Query> {
  type Named = Row & { service: S }
  const services = Object.keys(doors) as S[]
  const call = async ({ cursor, limit: _, ...query }: { cursor?: string; limit?: number }) => {
    const places: Record<S, Place<Named>> = cursor ? JSON.parse(cursor) : Object.fromEntries(services.map((service) => [service, { rows: [] }]))
    await Promise.all(
      services.map(async (service) => {
        const { rows, next } = places[service]
        if (rows.length || next === null) return
        const page = await doors[service]({ ...query, cursor: next, limit: AT_ONCE } as never)
        places[service] = { rows: page.items.map((row) => ({ ...row, service })), next: page.next ?? null }
      }),
    )
    const all = Object.values<Place<Named>>(places)
    const items: Named[] = []
    while (!all.some(({ rows, next }) => !rows.length && next !== null)) {
      const waiting = all.filter(({ rows }) => rows.length)
      if (!waiting.length) return { items, next: null }
      const newest = waiting.reduce((one, other) => (momentOf(other) > momentOf(one) ? other : one))
      items.push(newest.rows.shift() as Named)
    }
    return { items, next: JSON.stringify(places) }
  }
  const [{ path, rules }] = Object.values<ListDoor<Row, Query>>(doors) as [ListDoor<Row, Query>]
  return Object.assign(call, { method: 'GET', path, rules }) as never
}
