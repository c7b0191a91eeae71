import { type Collected, chainsOf, derived, type Stored } from './collected'
import type { Message } from './topics'

const told = ({ data }: Message) => JSON.parse(data)
const CARE = { 'home-care.visit-started': 'in-service', 'home-care.visit-completed': 'completed', 'home-care.visit-not-done': 'not-done' } as Record<
  string,
  string
>
const REQUEST = { 'in-service': 'assigned', completed: 'done', 'not-done': 'not-done' } as Record<string, string>

/** Every event took effect once in every service that hears it. */
export class Effects {
  private readonly faults: string[] = []
  private readonly chains: Map<string, Message[]>
  private readonly events: Message[]

  constructor(private readonly collected: Collected) {
    this.chains = chainsOf(collected.messages)
    this.events = [...this.chains.values()].flat()
  }

  check(): string[] {
    this.stepByStep()
    this.needsAndTickets()
    this.referralsAndCare()
    this.copies('hotline.callers', '/information-network/residents', ['areaCode'])
    this.copies('home-care.elderly', '/information-network/residents', ['areaCode'])
    this.copies('hotline.units', '/information-network/units', ['name', 'kind', 'areaCode'])
    this.copies('kiosk.notices', '/information-network/notices', ['title', 'text', 'areaCode'])
    for (const service of ['identity', 'hotline', 'home-care', 'kiosk'])
      if (this.collected.documents[`${service}.areas`]) this.copies(`${service}.areas`, '/information-network/areas', ['name', 'level'])
    this.copies('kiosk.terminals', '/identity/accounts', ['account', 'name', 'areaCode'])
    this.nothingSetAside()
    return this.faults
  }

  private of = (...types: string[]): Message[] => this.events.filter(({ type }) => types.includes(type))
  private stored = (collection: string): Stored[] => this.collected.documents[collection] ?? []
  private causedBy = ({ id }: Message, type: string): Message[] => this.events.filter((one) => one.causation === id && one.type === type)

  /** What a document is, is what its last event says. */
  private stepByStep(): void {
    for (const { _id, state } of this.stored('hotline.tickets')) {
      const last = this.chains.get(`/hotline/tickets/${_id}`)?.at(-1)
      if (last && told(last).state !== state) this.faults.push(`ticket ${_id} is ${state}, its last event says ${told(last).state}`)
    }
    for (const { _id, state } of this.stored('home-care.visits')) {
      const due = CARE[this.chains.get(`/home-care/visits/${_id}`)?.at(-1)?.type ?? ''] ?? 'planned'
      if (due !== state) this.faults.push(`visit ${_id} is ${state}, its events say ${due}`)
    }
  }

  /** One need, one ticket; and the kiosk follows it to its present state. */
  private needsAndTickets(): void {
    const needs = new Map(this.stored('kiosk.needs').map((need) => [need._id, need]))
    const tickets = new Map(this.stored('hotline.tickets').map((ticket) => [ticket._id, ticket]))
    for (const need of this.of('kiosk.need-registered')) {
      const ofNeed = [...tickets.values()].filter(({ origin }) => origin?.id === need.subject)
      const ticket = tickets.get(derived(need.id, 'ticket'))
      const received = this.causedBy(need, 'hotline.ticket-received').length
      if (ofNeed.length !== 1 || received !== 1 || !ticket)
        this.faults.push(`need ${need.subject} led to ${ofNeed.length} tickets and ${received} events`)
      const { state, number, ticketId }: Partial<Stored> = needs.get(need.subject) ?? {}
      if (ticket && (state !== ticket.state || number !== ticket.number || ticketId !== ticket._id))
        this.faults.push(`need ${need.subject} is ${state}, its ticket ${ticket._id} is ${ticket.state}`)
    }
    const numbers = [...tickets.values()].map(({ number }) => number)
    if (new Set(numbers).size !== numbers.length) this.faults.push('a ticket number was given twice')
  }

  /** One referral, one request, at most one visit; what came of the visit moved the request and the ticket, once. */
  private referralsAndCare(): void {
    const requests = new Map(this.stored('home-care.requests').map((request) => [request._id, request]))
    const visits = new Map(this.stored('home-care.visits').map((visit) => [visit._id, visit]))
    for (const referral of this.of('hotline.ticket-referred')) {
      const request = requests.get(derived(referral.id, 'request'))
      const received = this.causedBy(referral, 'home-care.request-received').length
      requests.delete(request?._id ?? '')
      if (request?.source?.id !== referral.subject || received !== 1) {
        this.faults.push(`the referral of ${referral.subject} led to ${request ? 1 : 0} requests and ${received} events`)
        continue
      }
      const assigned = (this.chains.get(`/home-care/requests/${request._id}`) ?? []).find(({ type }) => type === 'home-care.request-assigned')
      const visit = assigned && visits.get(told(assigned).visitId)
      if (assigned && !visit) this.faults.push(`request ${request._id} was assigned, and there is no visit`)
      if (visit) visits.delete(visit._id)
      const due = visit ? (REQUEST[visit.state] ?? 'assigned') : 'requested'
      if (request.state !== due) this.faults.push(`request ${request._id} is ${request.state}, its visit says ${due}`)
    }
    for (const id of requests.keys()) this.faults.push(`request ${id} is there without a referral`)
    for (const id of visits.keys()) this.faults.push(`visit ${id} is there without a request that was assigned`)
    for (const [type, effect] of [
      ['home-care.visit-completed', 'hotline.ticket-resolved'],
      ['home-care.visit-not-done', 'hotline.ticket-returned'],
    ])
      for (const event of this.of(type)) {
        const effects = this.causedBy(event, effect).length
        if (effects !== 1) this.faults.push(`${type} of ${event.subject} led to ${effects} ${effect}`)
      }
  }

  /** A read model holds each of its source's aggregates as the last event of each tells it, and remembers that it took that one. */
  private copies(collection: string, source: string, fields: string[]): void {
    const copies = new Map(this.stored(collection).map((copy) => [copy._id, copy]))
    for (const [name, chain] of this.chains) {
      if (!name.startsWith(`${source}/`)) continue
      const last = chain[chain.length - 1]
      const copy = copies.get(last.subject)
      copies.delete(last.subject)
      const taken = Object.entries(copy?._?.taken ?? {}).find(([key]) => key.endsWith(`|${name}`))?.[1]
      if (!copy || taken !== last.sequence) this.faults.push(`${collection} took event ${taken ?? 0} of ${name}, the last is ${last.sequence}`)
      else
        for (const field of fields)
          if (copy[field] !== told(last)[field]) this.faults.push(`${collection} ${copy._id}: ${field} is not as ${name} told`)
    }
    for (const id of copies.keys()) this.faults.push(`${collection} ${id} is there without an event`)
  }

  private nothingSetAside(): void {
    for (const [collection, stored] of Object.entries(this.collected.documents))
      if (collection.endsWith('.set-aside'))
        for (const { handler, aggregate, state, events } of stored)
          if (events.length) this.faults.push(`${collection}: ${handler} has ${events.length} events of ${aggregate} ${state}`)
  }
}
