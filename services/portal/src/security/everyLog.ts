import { securityLog } from '../api/generated/every'
import type { SecurityEntryView } from '../api/generated/identity'
import { merged } from '../api/merged'

type Service = keyof typeof securityLog
type List = (typeof securityLog)[Service]['list']

const lists = Object.fromEntries(Object.entries(securityLog).map(([service, { list }]) => [service, list])) as Record<Service, List>

/** The security logs of all services as one list. */
export const everyLog = merged(lists)

export type Line = SecurityEntryView & { service: Service }
