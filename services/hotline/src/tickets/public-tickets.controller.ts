import { Controller, Get, Header, Param, Query } from '@nestjs/common'
import { Public } from '@yiwang/auth'
import { Answers, RateLimited } from '@yiwang/platform'
import { asTold, PublicTicketView } from './public-ticket.view'
import { AskByCode } from './tickets.dto'
import { TicketsService } from './tickets.service'

/** How a matter stands, for whoever holds its number and code. */
@Controller('hotline/public/tickets')
@Public()
export class PublicTicketsController {
  constructor(private readonly tickets: TicketsService) {}

  @Get(':number')
  @RateLimited({ limit: 20, seconds: 60 })
  @Header('cache-control', 'no-store')
  @Answers(PublicTicketView)
  async ask(@Param('number') number: string, @Query() { code }: AskByCode) {
    return asTold(await this.tickets.byCode(number, code))
  }
}
