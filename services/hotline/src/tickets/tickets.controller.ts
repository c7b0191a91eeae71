import { Body, Controller, Get, Header, HttpCode, Param, Post, Query, Req } from '@nestjs/common'
import { ApiProduces } from '@nestjs/swagger'
import { CurrentUser, May, type Staff } from '@yiwang/auth'
import { RevealForm } from '@yiwang/people'
import { Answers, AnswersPage, EventStreams, type ListeningRequest } from '@yiwang/platform'
import { RevealedView, TicketView, WaitingView } from './ticket.view'
import { TicketSearch } from './ticket-search.service'
import { TicketViews } from './ticket-views.service'
import { TicketWatchers } from './ticket-watchers.service'
import { ListTickets, RecordTicket } from './tickets.dto'
import { TicketsService } from './tickets.service'

@Controller('hotline/tickets')
@May('tickets.read')
export class TicketsController {
  constructor(
    private readonly tickets: TicketsService,
    private readonly search: TicketSearch,
    private readonly views: TicketViews,
    private readonly watchers: TicketWatchers,
    private readonly streams: EventStreams,
  ) {}

  @Post()
  @May('tickets.record')
  @Answers(TicketView)
  async record(@Body() body: RecordTicket, @CurrentUser() by: Staff) {
    return this.views.recorded(await this.tickets.record(body, by), by)
  }

  @Get()
  @AnswersPage(TicketView)
  async list(@Query() query: ListTickets, @CurrentUser() by: Staff) {
    const found = query.q === undefined ? this.tickets.list(query, by) : this.search.find(query.q, query, by)
    return this.views.page(await found, by)
  }

  /** The list, asked for by numbers and words: in the body, since proxies on the way write addresses down. */
  @Post('search')
  @HttpCode(200)
  @AnswersPage(TicketView)
  find(@Body() wanted: ListTickets, @CurrentUser() by: Staff) {
    return this.list(wanted, by)
  }

  @Get('waiting')
  @May('tickets.take-up')
  @Answers(WaitingView)
  waiting(@CurrentUser() by: Staff) {
    return this.tickets.waiting(by)
  }

  @Get('stream')
  @Header('cache-control', 'no-store')
  @Header('x-accel-buffering', 'no')
  @ApiProduces('text/event-stream')
  stream(@Req() request: ListeningRequest) {
    return this.streams.stream(request, this.watchers.of(request.user))
  }

  @Get(':id')
  @Answers(TicketView)
  async get(@Param('id') id: string, @CurrentUser() by: Staff) {
    return this.views.one(await this.tickets.get(id, by), by)
  }

  @Post(':id/reveal')
  @May('tickets.reveal')
  @Answers(RevealedView)
  reveal(@Param('id') id: string, @Body() why: RevealForm, @CurrentUser() by: Staff) {
    return this.tickets.reveal(id, why, by)
  }
}
