import { Injectable } from '@nestjs/common'
import type { Staff } from '@yiwang/auth'
import { Every, SecurityLog } from '@yiwang/platform'
import { ResidentSessionsService } from '../residents/resident-sessions.service'
import { ProxiesService } from './proxies.service'
import { type Ending, endingBy, type FamilyProxy } from './proxy'

/** Ends what was agreed, by whomever: first the agreement, so that nobody begins by it, then whoever acts by it, who is shut out of the other's at once. */
@Injectable()
export class EndProxies {
  constructor(
    private readonly proxies: ProxiesService,
    private readonly sessions: ResidentSessionsService,
    private readonly security: SecurityLog,
  ) {}

  async byParty(id: string, by: Staff): Promise<void> {
    const proxy = await this.proxies.getOwn(id, by)
    await this.end(proxy, endingBy(proxy, by.id), by)
  }

  async byStaff(personId: string, id: string, by: Staff): Promise<void> {
    await this.end(await this.proxies.getOf(personId, id, by), 'by-staff', by)
  }

  /** Of somebody who is to be forgotten, or died: whoever acts for them, and whomever they act for. */
  async ofGone(residentId: string, why: 'forgotten' | 'died'): Promise<void> {
    await this.proxies.forgetCode(residentId)
    for (const id of await this.proxies.idsOf(residentId)) await this.leave(await this.proxies.end(id, why))
  }

  /** A token is good no longer than what it follows from; here everyone is told. */
  @Every(60_000)
  async over(): Promise<void> {
    await this.proxies.takeOver(async ({ id }) => this.leave(await this.proxies.end(id, 'over')))
  }

  private async end(proxy: FamilyProxy, why: Ending, by: Staff): Promise<void> {
    await this.leave(await this.proxies.end(proxy.id, why))
    if (proxy.state === 'agreed')
      this.security.note({ what: 'proxy', outcome: 'done', by, subject: proxy.personId, facts: { proxy: proxy.id, step: 'ended' } })
  }

  private leave({ id, actingId }: FamilyProxy): Promise<void> {
    return this.sessions.leaveAll(actingId, id)
  }
}
