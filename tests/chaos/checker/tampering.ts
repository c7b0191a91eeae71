import { kinds } from '../kinds/all'
import type { Tampering } from '../kinds/kinds'
import type { Collected } from './collected'
import { set, toldOf } from './spoiling'
import type { Message } from './topics'

/** What was never so: each makes a good day's record a bad one, and says by which words the checker must name it. */
export const tamperings: Tampering[] = [
  ['two events in the wrong order', reorder, /came where/],
  ['an event with other content', (day) => change(day, ({ data }) => ({ data: data.replace('"', ' "') })), /does not give its hash/],
  ['an event with another time', (day) => change(day, () => ({ time: '2026-01-01T00:00:00.000Z' })), /does not give its hash/],
  ['a repeat that differs', (day) => day.messages.push({ ...day.messages[0], bytes: `${day.messages[0].bytes} ` }), /a repeat differs/],
  ['a reader who sees what was before', (day) => set(toldOf(day, 'read'), { answered: { version: 0 }, sent: { atLeast: 1 } }), /is at 0, told was 1/],
  ['an event that waits for somebody', setAside, /has not taken hotline.ticket-closed/],
  ...kinds.flatMap((one) => one.tamperings),
]

function change(day: Collected, to: (message: Message) => Partial<Message>): void {
  const [id] = [day.messages[0].id]
  day.messages = day.messages.map((message) => (message.id === id ? { ...message, ...to(message) } : message))
}

function reorder(day: Collected): void {
  const second = day.messages.findIndex(({ sequence }) => sequence === 2)
  const first = day.messages.findIndex(({ source, subject }) => source === day.messages[second].source && subject === day.messages[second].subject)
  const swapped = [...day.messages]
  swapped[first] = day.messages[second]
  swapped[second] = day.messages[first]
  day.messages = swapped
}

function setAside(day: Collected): void {
  const waiting = { _id: 'waits', aside: 'aside', group: 'kiosk', type: 'hotline.ticket-closed', eventId: 'event', sequence: 1 }
  day.documents['kiosk.set-aside-events'] = [...(day.documents['kiosk.set-aside-events'] ?? []), waiting]
}
