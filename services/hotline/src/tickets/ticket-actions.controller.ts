import { Body, Controller, Param, Post } from '@nestjs/common'
import { CurrentUser, May, type Staff } from '@yiwang/auth'
import type { Stored } from '@yiwang/persistence'
import { Answers, IfMatch } from '@yiwang/platform'
import type { Ticket } from './ticket'
import { TicketView } from './ticket.view'
import { TicketActions } from './ticket-actions.service'
import { TicketViews } from './ticket-views.service'
import { AnswerTicket, CallBackTicket, DispatchTicket, ReferTicket, ResolveTicket, ReturnTicket } from './tickets.dto'

/** A door for each action, by the action's own name. */
@Controller('hotline/tickets/:id')
export class TicketActionsController {
  constructor(
    private readonly actions: TicketActions,
    private readonly views: TicketViews,
  ) {}

  @Post('answer')
  @May('tickets.answer')
  @Answers(TicketView)
  answer(@Param('id') id: string, @Body() body: AnswerTicket, @CurrentUser() by: Staff, @IfMatch() ifVersion?: number) {
    return this.show(this.actions.answer(id, body, { by, ifVersion }), by)
  }

  @Post('dispatch')
  @May('tickets.dispatch')
  @Answers(TicketView)
  dispatch(@Param('id') id: string, @Body() { unitId }: DispatchTicket, @CurrentUser() by: Staff, @IfMatch() ifVersion?: number) {
    return this.show(this.actions.dispatch(id, unitId, { by, ifVersion }), by)
  }

  @Post('refer')
  @May('tickets.dispatch')
  @Answers(TicketView)
  refer(@Param('id') id: string, @Body() body: ReferTicket, @CurrentUser() by: Staff, @IfMatch() ifVersion?: number) {
    return this.show(this.actions.refer(id, body, { by, ifVersion }), by)
  }

  @Post('accept')
  @May('tickets.handle')
  @Answers(TicketView)
  accept(@Param('id') id: string, @CurrentUser() by: Staff, @IfMatch() ifVersion?: number) {
    return this.show(this.actions.accept(id, { by, ifVersion }), by)
  }

  @Post('return')
  @May('tickets.handle')
  @Answers(TicketView)
  returnToHotline(@Param('id') id: string, @Body() { reason }: ReturnTicket, @CurrentUser() by: Staff, @IfMatch() ifVersion?: number) {
    return this.show(this.actions.returnToHotline(id, reason, { by, ifVersion }), by)
  }

  @Post('resolve')
  @May('tickets.handle')
  @Answers(TicketView)
  resolve(@Param('id') id: string, @Body() { reply }: ResolveTicket, @CurrentUser() by: Staff, @IfMatch() ifVersion?: number) {
    return this.show(this.actions.resolve(id, reply, { by, ifVersion }), by)
  }

  @Post('call-back')
  @May('tickets.call-back')
  @Answers(TicketView)
  callBack(@Param('id') id: string, @Body() body: CallBackTicket, @CurrentUser() by: Staff, @IfMatch() ifVersion?: number) {
    return this.show(this.actions.callBack(id, body, { by, ifVersion }), by)
  }

  private show = async (ticket: Promise<Stored<Ticket>>, by: Staff) => this.views.one(await ticket, by)
}
