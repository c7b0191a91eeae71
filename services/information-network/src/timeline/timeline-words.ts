import type { EventData, EventName } from '@yiwang/contracts'

/** What an item points to. */
export interface Ref {
  kind: 'resident' | 'household' | 'need' | 'ticket' | 'care-request' | 'visit'
  id: string
}

interface Entry<Data> {
  ref(data: Data): Ref
  /** A plain sentence for the admin. Never a name, a phone, an address or anybody's free text. */
  words(data: Data): string
  /** The registered residents whom it concerns. */
  residents(data: Data): string[]
}

/** Every event that names residents belongs here: one that is missing does not compile. */
type Told = { [N in EventName]: EventData<N> extends { residentIds: string[] } ? N : never }[EventName]
type OfResident = 'registered' | 'updated' | 'died' | 'moved-away' | 'returned' | 'renamed' | 'number-corrected'
export type TimelineEvent = Told | `information-network.resident-${OfResident}` | 'identity.proxy-agreed' | 'identity.proxy-ended'

const one = (kind: Ref['kind'], id: string): Ref => ({ kind, id })
const listed = ({ residentIds }: { residentIds: string[] }) => residentIds

const resident = (words: string): Entry<{ residentId: string }> => ({
  ref: ({ residentId }) => one('resident', residentId),
  words: () => words,
  residents: ({ residentId }) => [residentId],
})
const ticket = <D extends { ticketId: string; residentIds: string[] }>(words: (data: D) => string): Entry<D> => ({
  ref: ({ ticketId }) => one('ticket', ticketId),
  words,
  residents: listed,
})
const request = (words: string): Entry<{ requestId: string; residentIds: string[] }> => ({
  ref: ({ requestId }) => one('care-request', requestId),
  words: () => words,
  residents: listed,
})
const visit = (words: string): Entry<{ visitId: string; residentIds: string[] }> => ({
  ref: ({ visitId }) => one('visit', visitId),
  words: () => words,
  residents: listed,
})

/** Of the one resident whom it says something of. */
const linked = <D extends { ticketId: string; residentId: string }>(words: (data: D) => string): Entry<D> => ({
  ref: ({ ticketId }) => one('ticket', ticketId),
  words,
  residents: ({ residentId }) => [residentId],
})

const satisfaction = (satisfied?: boolean) => (satisfied === undefined ? '' : satisfied ? '，满意' : '，不满意')

/** By the kind of the order; a newer version may have another. */
const householdWords: Record<string, string> = { found: '已立户', join: '已入户', leave: '家庭户成员已变更', split: '已分户', head: '户主已变更' }

export const timelineWords: { [N in TimelineEvent]: Entry<EventData<N>> } = {
  'information-network.resident-registered': resident('已登记为社区居民'),
  'information-network.resident-updated': resident('居民登记信息已更新'),
  'identity.proxy-agreed': resident('已委托家人代办'),
  'identity.proxy-ended': resident('家人代办委托已终止'),
  'information-network.resident-died': resident('已登记死亡'),
  'information-network.resident-moved-away': resident('已登记迁出'),
  'information-network.resident-returned': resident('已登记迁回'),
  'information-network.resident-renamed': resident('姓名已变更'),
  'information-network.resident-number-corrected': resident('身份证号码已更正'),
  'information-network.household-changed': {
    ref: ({ householdId }) => one('household', householdId),
    words: ({ kind }) => householdWords[kind] ?? '家庭户有变更',
    residents: listed,
  },
  'hotline.ticket-received': ticket(({ number, channel }) => `${channel === 'kiosk' ? '便民服务亭登记的诉求' : '诉求'}已受理，编号 ${number}`),
  'hotline.ticket-linked': linked(({ number, checked }) => `诉求${checked ? '经核实为本人' : '已关联本人'}，编号 ${number}`),
  'hotline.ticket-unlinked': linked(({ number }) => `诉求经核实与本人无关，编号 ${number}`),
  'hotline.ticket-answered': ticket(() => '诉求已直接答复'),
  'hotline.ticket-dispatched': ticket(({ unitName }) => `已派单至${unitName}`),
  'hotline.ticket-referred': ticket(() => '已转居家养老'),
  'hotline.ticket-accepted': ticket(({ unitName }) => `${unitName}已签收，办理中`),
  'hotline.ticket-returned': ticket(() => '已退回待派'),
  'hotline.ticket-resolved': ticket(({ late }) => `已办结，待回访${late ? '（超期）' : ''}`),
  'hotline.ticket-called-back': ticket(({ reached, satisfied }) => (reached ? `已回访${satisfaction(satisfied)}` : '回访未接通')),
  'hotline.ticket-closed': ticket(({ satisfied }) => `已结案${satisfaction(satisfied)}`),
  'hotline.ticket-reopened': ticket(() => '重新办理'),
  'home-care.request-received': request('居家养老服务需求已收到'),
  'home-care.request-assigned': request('居家养老服务已分派'),
  'home-care.visit-started': visit('上门服务已开始'),
  'home-care.visit-completed': visit('上门服务已完成'),
  'home-care.visit-not-done': visit('上门未能服务'),
}

export const timelineEvents = Object.keys(timelineWords) as TimelineEvent[]
