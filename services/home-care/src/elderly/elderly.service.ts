import { Injectable } from '@nestjs/common'
import type { Staff } from '@yiwang/auth'
import type { EventData } from '@yiwang/contracts'
import { Clock } from '@yiwang/domain'
import { type Collection, InjectCollection } from '@yiwang/persistence'
import { AreasService } from '@yiwang/platform'
import { copy, type Elder } from './elder'
import type { ListElderly } from './elderly.dto'

@Injectable()
export class ElderlyService {
  constructor(
    @InjectCollection('elderly') private readonly elderly: Collection<Elder>,
    private readonly areas: AreasService,
    private readonly clock: Clock,
  ) {}

  async keep(resident: EventData<'information-network.resident-registered'>) {
    const { ancestors } = await this.areas.require(resident.areaCode, 'areaCode')
    await this.elderly.upsert(resident.residentId, () => ({ set: copy(resident, ancestors) }))
  }

  async list({ areaCode, limit, cursor }: ListElderly, by: Staff) {
    const areas = await this.areas.ofList(areaCode, by)
    return this.elderly.find({ areas, elderlyFrom: { lte: this.clock.now() } }, { sort: 'elderlyFrom', limit, after: cursor })
  }

  /** Where a registered person lives and can be called, of any age. */
  find(residentId: string): Promise<Elder | undefined> {
    return this.elderly.get(residentId)
  }
}
