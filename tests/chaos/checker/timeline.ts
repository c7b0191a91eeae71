import { type Collected, chainsOf, derived } from './collected'
import type { Message } from './topics'

interface Data {
  residentId?: string
  residentIds?: string[]
  reporter?: { residentId?: string }
  beneficiary?: { residentId?: string }
  [id: string]: unknown
}

/** Whom an event names, and what a line of their timeline points to. */
function concerns({ type, data }: Message): { residents: string[]; kind: string; id: string } | undefined {
  const told = JSON.parse(data) as Data
  const of = (kind: string, field: string, residents: (string | undefined)[] = told.residentIds ?? []) => ({
    residents: [...new Set(residents.filter((id) => id !== undefined))],
    kind,
    id: String(told[field]),
  })
  if (type.startsWith('information-network.resident-')) return of('resident', 'residentId', [told.residentId])
  if (type === 'kiosk.need-registered') return of('need', 'needId', [told.reporter?.residentId, told.beneficiary?.residentId])
  if (type.startsWith('hotline.ticket-')) return of('ticket', 'ticketId')
  if (type.startsWith('home-care.request-')) return of('care-request', 'requestId')
  if (type.startsWith('home-care.visit-')) return of('visit', 'visitId')
  return undefined
}

/** The timeline has one item for each event and each resident whom it names, at the event's own time, and nothing else. */
export function timelineFaults({ messages, documents }: Collected): string[] {
  const faults: string[] = []
  const items = new Map((documents['information-network.timeline'] ?? []).map((item) => [item._id, item]))
  for (const message of [...chainsOf(messages).values()].flat()) {
    const { id, type, time, subject } = message
    const about = concerns(message)
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
