import type { Kinds, Told } from '../kinds/kinds'
import { type Collected, chainsOf, derived } from './collected'
import type { Message } from './topics'

/** Whom an event names, and what a line of their timeline points to. */
function concerns(kinds: Kinds[], event: Message): { residents: string[]; kind: string; id: string } | undefined {
  const told = JSON.parse(event.data) as Told
  const line = kinds.map((one) => one.line?.(event, told)).find((one) => one !== undefined)
  if (!line) return undefined
  const { kind, id, residents = told.residentIds ?? [] } = line
  return { residents: [...new Set(residents.filter((one) => one !== undefined))], kind, id: String(id) }
}

/** The timeline has one item for each event and each resident whom it names, at the event's own time, and nothing else. */
export function timelineFaults(kinds: Kinds[], { messages, documents }: Collected): string[] {
  const faults: string[] = []
  const items = new Map((documents['information-network.timeline'] ?? []).map((item) => [item._id, item]))
  for (const message of [...chainsOf(messages).values()].flat()) {
    const { id, type, time, subject } = message
    const about = concerns(kinds, message)
    for (const resident of about?.residents ?? []) {
      const key = derived(id, resident)
      const name = `the timeline of ${resident}: ${type} of ${subject}`
      const item = items.get(key)
      items.delete(key)
      if (!item) faults.push(`${name} is missing`)
      else {
        const { residentId, at, service, ref, order } = item
        const there = [residentId, new Date(at).toISOString(), service, item.type, ref.kind, ref.id, order]
        const due = [resident, time, type.split('.')[0], type, about?.kind, about?.id, `${time}|${id}`]
        if (JSON.stringify(there) !== JSON.stringify(due)) faults.push(`${name} is ${JSON.stringify(there)}, due is ${JSON.stringify(due)}`)
      }
    }
  }
  return [
    ...faults,
    ...[...items.values()].map(({ residentId, type, ref }) => `the timeline of ${residentId}: ${type} of ${ref?.id} is there without an event`),
  ]
}
