import { Body, Controller, Get, HttpCode, Post, Query, type Type } from '@nestjs/common'
import { CurrentUser, May, type Staff } from '@yiwang/auth'
import type { ServiceName } from '@yiwang/contracts'
import { AnswersPage, AreasService, PageQuery } from '@yiwang/platform'
import { Messages } from './messages'
import { MessageView, RefuseMessages } from './messages.dto'

/** What the simulator would have sent, and whose telephone wants what no more. Numbers may be of any area: the city's own admins look after them. */
export function messagesController(service: ServiceName): Type {
  @Controller(`${service}/messages`)
  @May('messages.manage')
  class MessagesController {
    constructor(
      readonly messages: Messages,
      readonly areas: AreasService,
    ) {}

    /** Empty but where MESSAGES=simulator: what was really sent is nobody's to read. */
    @Get()
    @AnswersPage(MessageView)
    async list(@Query() { limit, cursor }: PageQuery, @CurrentUser() by: Staff) {
      await this.areas.requireCity(by)
      if (!this.messages.areShown) return { items: [], next: null }
      const { items, next } = await this.messages.list(limit, cursor)
      return { items: items.map((message) => ({ ...message, text: this.messages.textOf(message) || '—' })), next }
    }

    @Post('refusals')
    @HttpCode(204)
    async refuse(@Body() { phone, purpose, refused }: RefuseMessages, @CurrentUser() by: Staff): Promise<void> {
      await this.areas.requireCity(by)
      await this.messages.refuse(phone, purpose, refused)
    }
  }
  return MessagesController
}
