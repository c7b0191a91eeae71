import { setImmediate } from 'node:timers/promises'
import { Injectable, type OnApplicationShutdown } from '@nestjs/common'
import type { Staff } from '@yiwang/auth'
import { Clock, requireSeen } from '@yiwang/domain'
import { type Collection, InjectCollection } from '@yiwang/persistence'
import { type Area, AreasService, areaSchema, isInForce } from '@yiwang/platform'
import type { Subscription } from 'rxjs'
import { UnitsService } from '../units/units.service'
import { type DeclaredArea, declare, declaredOf } from './area'
import { misplaced, type Otherwise } from './area-change'
import { best, type Searched, searched } from './area-search'
import { type ListAreas, withPath } from './areas.dto'

/** Writes that wait together share one commit. */
const TOGETHER = 200
/** Areas change a few times a year. */
const SEARCHED_FOR_MS = 10 * 60_000

/** How the city is divided is no secret, and whoever takes a call names any place of it. */
const everyone = () => true

@Injectable()
export class AreaTreeService implements OnApplicationShutdown {
  private readonly listening: Subscription
  private all?: { until: number; areas: Promise<Searched[]> }

  constructor(
    @InjectCollection(areaSchema) private readonly tree: Collection<Area>,
    private readonly areas: AreasService,
    private readonly units: UnitsService,
    private readonly clock: Clock,
  ) {
    this.listening = areas.changed().subscribe(() => {
      this.all = undefined
    })
  }

  onApplicationShutdown(): void {
    this.listening.unsubscribe()
  }

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

  /** All areas by their codes. */
  async everything(): Promise<Map<string, Area>> {
    const known = new Map<string, Area>()
    for await (const area of this.tree.each({})) known.set(area.id, area)
    return known
  }

  /** Keeps what is otherwise of areas, and then whatever follows from it, also where somebody else changed another part of the tree at the same time. */
  async change(otherwise: Otherwise[]): Promise<void> {
    for (let some = otherwise; some.length; some = misplaced(await this.everything())) {
      for (let from = 0; from < some.length; from += TOGETHER) await Promise.all(some.slice(from, from + TOGETHER).map((one) => this.changeOne(one)))
    }
  }

  private async changeOne({ id, ...otherwise }: Otherwise): Promise<void> {
    const known = otherwise.name !== undefined && (await this.tree.get(id))
    if (known) await this.units.keepCommitteeOf({ ...known, ...otherwise })
    await this.areas.upsert(id, (area) => area && declare(area, declaredOf({ ...area, ...otherwise })))
  }

  count(): Promise<number> {
    return this.tree.count({})
  }

  async get(code: string) {
    const area = requireSeen(await this.areas.get(code), everyone)
    return withPath(area, await this.areas.path(code))
  }

  async list({ q, parent, limit, cursor }: ListAreas, by: Staff) {
    if (q === undefined) return this.below({ parent, limit, cursor })
    const top = parent ?? by.areaCode
    requireSeen(await this.areas.get(top), everyone, 'parent')
    const within = (await this.searchable()).filter(({ area }) => area.ancestors.includes(top))
    return { items: await this.views(best(within, q, limit)), next: null }
  }

  private async below({ parent, limit, cursor }: Omit<ListAreas, 'q'>) {
    if (parent) requireSeen(await this.areas.get(parent), everyone, 'parent')
    const { items, next } = await this.tree.find(parent ? { parent } : { level: 'city' }, { limit, after: cursor })
    return { items: await this.views(items), next }
  }

  private views = (areas: Area[]) => Promise.all(areas.map(async (area) => withPath(area, await this.areas.path(area.id))))

  /** All of them in memory, in parts: a city has some two thousand, their names are public, and no index finds a part of a name. */
  private searchable(): Promise<Searched[]> {
    if (!this.all || this.all.until < performance.now()) {
      const areas = this.gather()
      this.all = { until: performance.now() + SEARCHED_FOR_MS, areas }
      areas.catch(() => {
        this.all = undefined
      })
    }
    return this.all.areas
  }

  private async gather(): Promise<Searched[]> {
    const known = await this.everything()
    const result: Searched[] = []
    for (const area of known.values()) {
      const path = [...area.ancestors].reverse().map((code) => known.get(code)?.name ?? '')
      if (!area.placeholder && isInForce(area, this.clock.now())) result.push(searched(area, path.join(' ').toLowerCase()))
      if (result.length % TOGETHER === 0) await setImmediate()
    }
    return result
  }
}
