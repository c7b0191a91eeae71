import { Injectable } from '@nestjs/common'
import { type Staff, seen } from '@yiwang/auth'
import { Clock } from '@yiwang/domain'
import { isElderly } from '@yiwang/people/rules'
import { type Collection, InjectCollection, type Page, type Stored } from '@yiwang/persistence'
import { type AreaPageQuery, AreasService } from '@yiwang/platform'
import type { Elder } from './elder'
import { elderSchema } from './elder.schema'

/** An area where many are served who are younger is not read to its end for one page. */
const MOST_PAGES = 40
/** The part of a page that is worth an answer: the last few would be looked for one by one. */
const ENOUGH = 0.8

@Injectable()
export class ElderlyService {
  constructor(
    @InjectCollection(elderSchema) private readonly elderly: Collection<Elder>,
    private readonly areas: AreasService,
    private readonly clock: Clock,
  ) {}

  /** By when they were registered: sealed, their age gives no order. A page may be short of its limit, or empty, and the next one not. */
  async list({ areaCode, limit, cursor }: AreaPageQuery, by: Staff): Promise<Page<Stored<Elder>>> {
    const elderly = seen(this.elderly, await this.areas.ofList(areaCode, by))
    const now = this.clock.now()
    const items: Stored<Elder>[] = []
    let after = cursor
    // Each further page holds no more than there is room for, so that whatever was read is told and the next one begins behind it.
    for (let read = 0; read < MOST_PAGES && items.length <= limit * ENOUGH; read++) {
      const page = await elderly.find({}, { limit: limit - items.length, after })
      items.push(...page.items.filter((one) => isElderly(one, now)))
      if (!page.next) return { items, next: null }
      after = page.next
    }
    return { items, next: after ?? null }
  }

  /** Where a registered person of an area lives and can be called: who is elderly, and whom home care serves. Of whoever lives elsewhere nothing is known there. */
  async livingIn(areaCode: string, residentId: string): Promise<Elder | undefined> {
    const elder = await this.elderly.get(residentId)
    return elder?.areas.includes(areaCode) ? elder : undefined
  }
}
