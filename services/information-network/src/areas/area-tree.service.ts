import { Injectable } from '@nestjs/common'
import { requireSeen } from '@yiwang/domain'
import { type Collection, InjectCollection } from '@yiwang/persistence'
import { type Area, AreasService } from '@yiwang/platform'
import { UnitsService } from '../units/units.service'
import { type DeclaredArea, declare } from './area'
import { areaView, type ListAreas } from './areas.dto'

/** Writes that wait together share one commit. */
const TOGETHER = 200

/** How the city is divided is no secret, and whoever takes a call names any place of it. */
const everyone = () => true

@Injectable()
export class AreaTreeService {
  constructor(
    @InjectCollection('areas') private readonly tree: Collection<Area>,
    private readonly areas: AreasService,
    private readonly units: UnitsService,
  ) {}

  /** Keeps areas as declared. What is known just so stays as it is, so that a load that was cut short can be repeated. */
  async declareAll(declared: DeclaredArea[]): Promise<void> {
    for (let from = 0; from < declared.length; from += TOGETHER) {
      await Promise.all(declared.slice(from, from + TOGETHER).map((area) => this.declare(area)))
    }
  }

  /** The committee first: whoever finds the area finds its committee too. */
  async declare(declared: DeclaredArea): Promise<void> {
    await this.units.keepCommitteeOf({ ...declared, id: declared.code })
    await this.areas.upsert(declared.code, (known) => declare(known, declared))
  }

  count(): Promise<number> {
    return this.tree.count({})
  }

  async get(code: string) {
    const area = requireSeen(await this.areas.get(code), everyone)
    return areaView(area, await this.areas.path(code))
  }

  async below({ parent, limit, cursor }: ListAreas) {
    if (parent) requireSeen(await this.areas.get(parent), everyone, 'parent')
    const { items, next } = await this.tree.find(parent ? { parent } : { level: 'city' }, { limit, after: cursor })
    return { items: await Promise.all(items.map(async (area) => areaView(area, await this.areas.path(area.id)))), next }
  }
}
