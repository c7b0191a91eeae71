/** What the services answer, by `issue 3, section 2`. */
export type Role = 'operator' | 'worker' | 'coordinator' | 'provider' | 'admin' | 'terminal'
export type Level = 'city' | 'county' | 'town' | 'community'
export type Kind = 'advice' | 'help' | 'complaint' | 'report' | 'suggestion'
export type Urgency = 'ordinary' | 'urgent' | 'critical'
export type TicketStateName = 'received' | 'dispatched' | 'handling' | 'returned' | 'referred' | 'resolved' | 'closed'

export interface Account {
  id: string
  account: string
  name: string
  role: Role
  areaCode: string
  unitId?: string
}
export interface SignedIn {
  accessToken: string
  expiresIn: number
  account: Account
}
export interface Page<T> {
  items: T[]
  next: string | null
}
export interface AreaStep {
  code: string
  name: string
}
export interface Area {
  code: string
  name: string
  level: Level
  parent?: string
  placeholder?: boolean
}
export interface Unit {
  id: string
  name: string
  kind: string
  areaCode: string
}
export interface Person {
  name?: string
  phone?: string
  address?: string
  residentId?: string
}
export interface TicketStep {
  at: string
  action: string
  state: string
  by?: { id: string; name: string; role: string }
  note?: string
}
export interface Ticket {
  id: string
  number: string
  code?: string
  state: string
  version: number
  areaCode: string
  areaPath: AreaStep[]
  reporter: Person
  beneficiary?: Person
  description: string
  kind: string
  place?: string
  occurredAt?: string
  urgency: string
  channel: string
  confidential: boolean
  unit?: { id: string; name: string }
  reply?: string
  need?: string
  createdAt: string
  dueAt: string
  dueProvisional?: boolean
  resolvedAt?: string
  closedAt?: string
  late?: boolean
  satisfied?: boolean
  rating?: number
  allowedActions: string[]
  history: TicketStep[]
}
export interface Caller {
  residentId: string
  name: string
  areaCode: string
  areaPath: AreaStep[]
  tags: string[]
  livesAlone: boolean
}
export interface EarlierTicket {
  id: string
  number: string
  state: string
  kind: string
  urgency: string
  description: string
  createdAt: string
  dueAt: string
}
export interface Callers {
  phone: string
  people: Caller[]
  tickets: EarlierTicket[]
}
export interface Revealed {
  name: string
  phone?: string
  address?: string
  identityNumber?: string
}
export interface Resident {
  id: string
  name: string
  identityNumber: string
  phone: string
  address: string
  areaCode: string
  areaPath: AreaStep[]
  tags: string[]
  synthetic: boolean
  version: number
  registeredAt: string
}
export interface TimelineItem {
  at: string
  service: string
  type: string
  summary: string
  ref: { kind: string; id: string }
}
export interface Notice {
  id: string
  title: string
  text: string
  areaCode: string
  until?: string
  publishedAt: string
}
export interface CareRequest {
  id: string
  state: string
  source: { service: string; id: string }
  person: Person
  need: string
  note?: string
  areaCode: string
  areaPath: AreaStep[]
  urgency: string
  dueAt: string
  provider?: { id: string; name: string }
  plannedAt?: string
  visitId?: string
  createdAt: string
  version: number
}
export interface Provider {
  id: string
  name: string
  account?: string
  phone: string
  areaCode: string
}
export interface Visit {
  id: string
  requestId: string
  state: string
  plannedAt: string
  startedAt?: string
  endedAt?: string
  person: Person
  need: string
  note?: string
  areaCode: string
  areaPath?: AreaStep[]
  report?: string
  reason?: string
  allowedActions: string[]
  version: number
}
export interface Elder {
  residentId: string
  name: string
  birthYear?: number
  tags: string[]
  areaCode: string
}
export interface Need {
  id: string
  state: string
  number?: string
  code?: string
  createdAt: string
}
export interface Bill {
  biller: string
  accountNumber: string
  owed: number
}
export interface Payment {
  id: string
  state: string
  biller: string
  accountNumber: string
  amount: number
  createdAt: string
}
export interface PublicTicket {
  number: string
  state: string
  words?: { 'zh-CN': string; en: string }
  reply?: string
}
export interface Terminal {
  id: string
  account: string
  name: string
  areaCode: string
  secret?: string
}
export interface StaffAccount extends Account {
  disabled?: boolean
}
export interface Parked {
  id: string
  group: string
  handler: string
  aggregate: string
  state: string
  attempts: number
  error?: string
  events: { id: string; type: string; sequence: number; time: string }[]
}
