import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common'
import { CurrentUser, May, type Staff } from '@yiwang/auth'
import { Answers } from '@yiwang/platform'
import { ResidentAccountsService } from '../residents/resident-accounts.service'
import { EndProxies } from './end-proxies.service'
import { RecordedProxiesView, RecordedProxyView, RecordProxy } from './proxies.dto'
import { ProxiesService } from './proxies.service'
import type { FamilyProxy } from './proxy'

/** At a counter, for who does not sign in by themselves: both stand there with their identity cards. */
@Controller('identity/residents')
@May('family-proxies.record')
export class RecordProxiesController {
  constructor(
    private readonly proxies: ProxiesService,
    private readonly endings: EndProxies,
    private readonly accounts: ResidentAccountsService,
  ) {}

  @Post('proxies/recorded')
  @Answers(RecordedProxyView)
  async record(@Body() body: RecordProxy, @CurrentUser() by: Staff) {
    return this.asSeen(await this.proxies.record(body, by))
  }

  @Get(':id/proxies')
  @Answers(RecordedProxiesView)
  async list(@Param('id') id: string, @CurrentUser() by: Staff) {
    return { proxies: await Promise.all((await this.proxies.ofPerson(id, by)).map((proxy) => this.asSeen(proxy))) }
  }

  @Delete(':id/proxies/:proxyId')
  @HttpCode(204)
  async end(@Param('id') id: string, @Param('proxyId') proxyId: string, @CurrentUser() by: Staff): Promise<void> {
    await this.endings.byStaff(id, proxyId, by)
  }

  private async asSeen(proxy: FamilyProxy) {
    return { ...proxy, name: (await this.accounts.find(proxy.actingId))?.name }
  }
}
