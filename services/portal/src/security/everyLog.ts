import { securityLog } from '../api/generated/every'
import type { SecurityEntryView } from '../api/generated/identity'
import { merged } from '../api/merged'
import { newName } from '../api/send'

type Service = keyof typeof securityLog
type List = (typeof securityLog)[Service]['list']

export type Line = SecurityEntryView & { service: Service }

const lists = Object.fromEntries(Object.entries(securityLog).map(([service, { list }]) => [service, list])) as Record<Service, List>

/** By which look a line was written: all services have one of it, of the same moment. */
export const lookOf = ({ what, facts }: SecurityEntryView): string | undefined =>
  what === 'log-read' ? facts.find(({ name }) => name === 'look')?.value : undefined

/** One look at the security logs of all services, as one list: each of them writes down that it was looked at, and it stands there once. */
export const aLook = () => {
  const look = newName()
  const sameAs = (line: SecurityEntryView) => {
    const name = lookOf(line)
    return name && JSON.stringify([name, line.facts])
  }
  return merged(lists, { given: { look }, sameAs })
}
export type EveryLog = ReturnType<typeof aLook>
