import { Injectable } from '@nestjs/common'
import { type Scope, type Staff, scopeOf, scopeWithin } from '@yiwang/auth'
import { Clock, type Decision, DomainError, dayOf, requireSeen } from '@yiwang/domain'
import { type Collection, InjectCollection, type Stored } from '@yiwang/persistence'
import { type Area, areaSchema } from './area.schema'

export interface AreaStep {
  code: string
  name: string
}

/** Whether the area lies in what the member of staff is responsible for. */
export const withinArea = ({ ancestors }: Pick<Area, 'ancestors'>, by: Pick<Staff, 'areaCode'>): boolean => ancestors.includes(by.areaCode)

/** Days are those of Asia/Shanghai; an unknown end is open. `validTo` is the last day. */
export const isInForce = ({ validFrom, validTo }: Area, now: Date): boolean => {
  const today = dayOf(now)
  return (!validFrom || validFrom <= today) && (!validTo || today <= validTo)
}

/** Every request asks for several areas and they change a few times a year: what another instance was told is known here after so long. */
const REMEMBERED_MS = 10_000

interface Remembered {
  area: Area
  until: number
}

/** A service's own copy of the areas. */
@Injectable()
export class AreasService {
  private readonly remembered = new Map<string, Remembered>()

  constructor(
    @InjectCollection(areaSchema) private readonly areas: Collection<Area>,
    private readonly clock: Clock,
  ) {}

  async get(code: string): Promise<Area | undefined> {
    const known = this.remembered.get(code)
    if (known && known.until > performance.now()) return known.area
    const area = await this.areas.get(code)
    // Who changed it meanwhile knows better.
    if (area && this.remembered.get(code) === known) this.remember(area)
    return area
  }

  async upsert(code: string, decide: (known: Stored<Area> | undefined) => Decision<Area> | undefined): Promise<void> {
    const area = await this.areas.upsert(code, decide)
    if (area) this.remember(area)
  }

  /**
   * The area, or DomainError `unknown-area` naming `field`. A placeholder of the statistical codes is nowhere, and a code that was merged away or is not yet
   * in force is not there today: nothing can be done in either.
   */
  async require(code: string, field = 'areaCode'): Promise<Area> {
    const area = await this.get(code)
    if (!area || area.placeholder || !isInForce(area, this.clock.now())) throw new DomainError('unknown-area', { field })
    return area
  }

  async requireCommunity(code: string, field = 'areaCode'): Promise<Area> {
    const area = await this.require(code, field)
    if (area.level !== 'community') throw new DomainError('unknown-area', { field })
    return area
  }

  /** An area of the asker's own, or `not-found` naming `field`. */
  async own(code: string, by: Staff, field = 'areaCode'): Promise<Area> {
    return requireSeen(await this.get(code), (area) => withinArea(area, by), field)
  }

  /** The same where something is to be done today: `unknown-area` where it cannot. */
  async requireOwn(code: string, by: Staff, field = 'areaCode'): Promise<Area> {
    await this.own(code, by, field)
    return this.require(code, field)
  }

  async requireOwnCommunity(code: string, by: Staff, field = 'areaCode'): Promise<Area> {
    await this.own(code, by, field)
    return this.requireCommunity(code, field)
  }

  /** What a list shows: all that the asker sees, or what lies in the narrower area that they ask for. */
  async ofList(asked: string | undefined, by: Staff): Promise<Scope> {
    return asked === undefined ? scopeOf(by) : scopeWithin(await this.get(asked), by)
  }

  /** For what is the whole city's: DomainError `not-allowed` for whoever belongs to a part of it. */
  async requireCity({ areaCode }: Pick<Staff, 'areaCode'>): Promise<void> {
    if ((await this.get(areaCode))?.level !== 'city') throw new DomainError('not-allowed')
  }

  /** From the part that differs within the city down to the area: `崇川区 / 新城桥街道 / 易家桥社区居委会`. The city itself where that is all there is. */
  async path(code: string): Promise<AreaStep[]> {
    const area = await this.get(code)
    if (!area) return []
    const codes = area.ancestors.length > 1 ? area.ancestors.slice(0, -1).reverse() : area.ancestors
    const steps = await Promise.all(codes.map((step) => this.get(step)))
    return steps.filter((step) => step !== undefined).map(({ id, name }) => ({ code: id, name }))
  }

  city(): Promise<Area | undefined> {
    return this.areas.findOne({ level: 'city' })
  }

  async known(): Promise<boolean> {
    return (await this.areas.count({ level: 'city' })) > 0
  }

  private remember(area: Area): void {
    this.remembered.set(area.id, { area, until: performance.now() + REMEMBERED_MS })
  }
}
