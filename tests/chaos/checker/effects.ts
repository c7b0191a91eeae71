import type { Copy, Kinds } from '../kinds/kinds'
import type { Found } from './found'

/** Every event took effect once in every service that hears it. */
export const effectFaults = (kinds: Kinds[], found: Found): string[] => [
  ...kinds.flatMap(({ faults }) => [...(faults?.(found) ?? [])]),
  ...kinds.flatMap(({ copies = [] }) => copies.flatMap((copy) => [...copyFaults(copy, found)])),
  ...setAside(found),
]

/** A read model holds each of its source's aggregates as the last event of each tells it, and remembers that it took that one. */
function* copyFaults({ collection, source, of, fields, perhaps }: Copy, found: Found): Generator<string> {
  const copies = found.byId(collection)
  for (const chain of found.chainsOf(source)) {
    const last = chain.findLast(({ type }) => !of || of.includes(type))
    if (!last) continue
    const name = `${source}/${last.subject}`
    const copy = copies.get(last.subject)
    if (!copy && perhaps?.has(last.subject)) continue
    copies.delete(last.subject)
    const taken = Object.entries(copy?._?.taken ?? {}).find(([key]) => key.endsWith(`|${name}`))?.[1]
    if (!copy || taken !== last.sequence) yield `${collection} took event ${taken ?? 0} of ${name}, the last is ${last.sequence}`
    else for (const field of fields) if (copy[field] !== found.told(last)[field]) yield `${collection} ${copy._id}: ${field} is not as ${name} told`
  }
  for (const id of copies.keys()) yield `${collection} ${id} is there without an event`
}

function setAside({ collected }: Found): string[] {
  return Object.entries(collected.documents)
    .filter(([collection]) => collection.endsWith('.set-aside-events'))
    .flatMap(([collection, stored]) => stored.map(({ group, type, eventId }) => `${collection}: ${group} has not taken ${type} ${eventId}`))
}
