import type { Type } from '@nestjs/common'
import { unscoped } from '@yiwang/auth'
import type { ServiceName } from '@yiwang/contracts'
import { type Clock, dayOf } from '@yiwang/domain'
import type { Collection, KeptKind } from '@yiwang/persistence'
import type { AreasService } from '../areas/areas.service'
import { copyOf, Gone } from '../copy'
import { covers, type Hold } from './hold'
import { holdSchema } from './hold.schema'

/** What is held of a document; undefined where it may go. */
export type Holding = (kind: KeptKind, document: object) => Promise<Hold | undefined>

/** Which legal holds are in force, as this service was told. */
export class Holds {
  constructor(
    private readonly holds: Collection<Hold>,
    private readonly areas: AreasService,
    private readonly clock: Clock,
  ) {}

  async inForce(): Promise<Hold[]> {
    const today = dayOf(this.clock.now())
    const inForce: Hold[] = []
    for await (const hold of unscoped(this.holds).each({})) if (hold.until >= today) inForce.push(hold)
    return inForce
  }

  /** As of now, for all that is gone through together. */
  async holding(): Promise<Holding> {
    const holds = await this.inForce()
    return async (kind, document) => {
      if (!holds.length) return undefined
      const areas = await this.areasOf(document)
      const of = { kind, document: JSON.stringify(document), areas }
      return holds.find((hold) => covers(hold, of))
    }
  }

  /** Of one document. */
  async of(kind: KeptKind, document: object): Promise<Hold | undefined> {
    return (await this.holding())(kind, document)
  }

  private async areasOf({ areas, areaCode }: { areas?: string[]; areaCode?: string }): Promise<string[] | undefined> {
    if (areas) return areas
    return areaCode ? ((await this.areas.get(areaCode))?.ancestors ?? [areaCode]) : undefined
  }
}

/** Each service's own copy of them; one that is lifted is none. */
export const holdsCopy = (service: ServiceName): Type =>
  copyOf<Hold>(service, holdSchema, {
    'information-network.hold-changed': async ({ data: { holdId: id, state, ...hold } }, areas) =>
      state === 'lifted' ? new Gone(id) : { id, ...hold, areas: (await areas.placed(hold.areaCode)).ancestors },
  })
