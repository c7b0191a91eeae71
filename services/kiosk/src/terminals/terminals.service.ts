import { Injectable } from '@nestjs/common'
import { type Staff, scopeOf, seen, unscoped } from '@yiwang/auth'
import type { EventData } from '@yiwang/contracts'
import { Clock } from '@yiwang/domain'
import { placeOf } from '@yiwang/people'
import { type Collection, InjectCollection } from '@yiwang/persistence'
import { AreasService, type PageQuery } from '@yiwang/platform'
import type { Terminal } from './terminal'
import { terminalSchema } from './terminal.schema'
import type { Heartbeat } from './terminals.dto'

@Injectable()
export class TerminalsService {
  constructor(
    @InjectCollection(terminalSchema) private readonly terminals: Collection<Terminal>,
    private readonly areas: AreasService,
    private readonly clock: Clock,
  ) {}

  async keep({ terminalId, account, name, areaCode }: EventData<'identity.terminal-registered'>) {
    const place = placeOf(await this.areas.placed(areaCode))
    await this.terminals.upsert(terminalId, () => ({ set: { account, name, ...place } }))
  }

  /** A terminal that signs in is real, also where the news of its registration is still on its way. */
  async hear({ id, account, name, areaCode }: Staff, { softwareVersion }: Heartbeat): Promise<Date> {
    const at = this.clock.now()
    const place = placeOf(await this.areas.placed(areaCode))
    await unscoped(this.terminals).upsert(id, (known) => ({
      set: { ...(known ? {} : { account, name, ...place }), lastSeenAt: at, ...(softwareVersion && { softwareVersion }) },
    }))
    return at
  }

  list({ limit, cursor }: PageQuery, by: Staff) {
    return seen(this.terminals, scopeOf(by)).find({}, { limit, after: cursor })
  }
}
