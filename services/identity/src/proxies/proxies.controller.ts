import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common'
import { CurrentUser, May, type Staff } from '@yiwang/auth'
import { Answers } from '@yiwang/platform'
import { grouped } from '../residents/card'
import { ResidentAccountsService } from '../residents/resident-accounts.service'
import { EndProxies } from './end-proxies.service'
import { FamilyCodeView, FamilyFoundView, FamilyView, LookAtFamily, NameFamily, ProxyView } from './proxies.dto'
import { ProxiesService } from './proxies.service'
import { endingBy, type FamilyProxy } from './proxy'

/** A resident's own: whom they let act for them, and for whom they act. Nobody does this for another. */
@Controller('identity/residents/proxies')
@May('own.family')
export class ProxiesController {
  constructor(
    private readonly proxies: ProxiesService,
    private readonly endings: EndProxies,
    private readonly accounts: ResidentAccountsService,
  ) {}

  @Get()
  @Answers(FamilyView)
  async list(@CurrentUser() by: Staff) {
    return { proxies: await Promise.all((await this.proxies.ofParty(by)).map((proxy) => this.asSeen(proxy, by))) }
  }

  /** To be shown to whoever is to name the asker. */
  @Post('codes')
  @Answers(FamilyCodeView)
  async code(@CurrentUser() by: Staff) {
    const { code, until } = await this.proxies.code(by)
    return { code: grouped(code), until }
  }

  @Post('codes/look')
  @Answers(FamilyFoundView)
  look(@Body() { code }: LookAtFamily, @CurrentUser() by: Staff) {
    return this.proxies.look(code, by)
  }

  @Post()
  @Answers(ProxyView)
  async name(@Body() body: NameFamily, @CurrentUser() by: Staff) {
    return this.asSeen(await this.proxies.name(body, by), by)
  }

  /** By either of the two, at once. */
  @Delete(':id')
  @HttpCode(204)
  async end(@Param('id') id: string, @CurrentUser() by: Staff): Promise<void> {
    await this.endings.byParty(id, by)
  }

  private async asSeen(proxy: FamilyProxy, by: Staff) {
    const as = endingBy(proxy, by.id) === 'by-person' ? ('person' as const) : ('proxy' as const)
    const other = await this.accounts.find(as === 'person' ? proxy.actingId : proxy.personId)
    return { ...proxy, as, name: other?.name, atCounter: proxy.recordedBy !== undefined }
  }
}
