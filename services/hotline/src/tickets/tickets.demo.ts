import { setTimeout } from 'node:timers/promises'
import { Injectable, Logger } from '@nestjs/common'
import type { Staff } from '@yiwang/auth'
import { deriveId } from '@yiwang/domain'
import { type Collection, DuplicateError, InjectCollection } from '@yiwang/persistence'
import { AreasService, DemoPart } from '@yiwang/platform'
import { CallersService } from '../callers/callers.service'
import { type DemoStep, type DemoTicket, demoTickets } from './demo-tickets'
import type { Ticket } from './ticket'
import { ticketSchema } from './ticket.schema'
import { TicketActions } from './ticket-actions.service'
import { TicketsService } from './tickets.service'

const CITY = '320600000000'
const COMMUNITY = '320613004006'
const operator: Staff = { id: 'demo-operator', account: 'demo', name: '演示话务员', role: 'operator', areaCode: CITY }
const worker: Staff = { id: 'demo-worker', account: 'demo', name: '演示社工', role: 'worker', areaCode: COMMUNITY }

/** The areas and the people that demo tickets are about are on their way from the information network. */
const NEWS_TAKES_AT_MOST_MS = 90_000
const LOOK_AGAIN_MS = 50

/** A few tickets in several states, so that the console is not empty at first sight. */
@Injectable()
export class DemoTickets extends DemoPart {
  private readonly logger = new Logger(DemoTickets.name)

  constructor(
    @InjectCollection(ticketSchema) private readonly stored: Collection<Ticket>,
    private readonly tickets: TicketsService,
    private readonly actions: TicketActions,
    private readonly callers: CallersService,
    private readonly areas: AreasService,
  ) {
    super()
  }

  async loadDemo(): Promise<void> {
    for (const [at, ticket] of demoTickets.entries()) {
      const id = deriveId('demo ticket', String(at))
      if (await this.stored.get(id)) continue
      if (!(await this.isKnown(ticket))) return this.logger.warn('the demo city has not arrived: no demo tickets this time')
      if (await this.record(id, ticket)) for (const step of ticket.steps) await this.take(id, step)
    }
  }

  /** Answers false where another instance that starts at the same time was first: the ticket's steps are its as well. */
  private async record(id: string, { wanted }: DemoTicket): Promise<boolean> {
    try {
      await this.tickets.record({ ...wanted, areaCode: COMMUNITY }, operator, id)
      return true
    } catch (error) {
      if (error instanceof DuplicateError) return false
      throw error
    }
  }

  private take(id: string, step: DemoStep): Promise<unknown> {
    if ('answer' in step) return this.actions.answer(id, step.answer, { by: operator })
    if ('dispatch' in step) return this.actions.dispatch(id, COMMUNITY, { by: operator })
    if ('accept' in step) return this.actions.accept(id, { by: worker })
    if ('returnToHotline' in step) return this.actions.returnToHotline(id, step.returnToHotline, { by: worker })
    if ('resolve' in step) return this.actions.resolve(id, step.resolve, { by: worker })
    return this.actions.callBack(id, step.callBack, { by: operator })
  }

  private async isKnown({ wanted }: DemoTicket): Promise<boolean> {
    for (const until = performance.now() + NEWS_TAKES_AT_MOST_MS; performance.now() < until; await setTimeout(LOOK_AGAIN_MS)) {
      if ((await this.areas.get(COMMUNITY)) && (await this.callers.withPhoneIn(operator, wanted.reporter.phone ?? '')).callers.length) return true
    }
    return false
  }
}
