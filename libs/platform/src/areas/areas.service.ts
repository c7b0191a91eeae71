import type { OnApplicationShutdown } from '@nestjs/common'
import { type Scope, type Staff, scopeOf, scopeWithin } from '@yiwang/auth'
import type { ServiceName } from '@yiwang/contracts'
import { Clock, type Decision, DomainError, dayOf, requireSeen } from '@yiwang/domain'
import { type Collection, type Filter, type Stored } from '@yiwang/persistence'
import { filter, map, type Observable, type Subscription } from 'rxjs'
import { z } from 'zod'
import { Broadcast } from '../run/broadcast'
import { takeAll } from '../run/sweep'
import type { Area, Redraw } from './area.schema'

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

const isDrawnAnew = (known: Area, { ancestors }: Partial<Area>): boolean => ancestors !== undefined && ancestors.join() !== known.ancestors.join()

/** Every request asks for several areas and they change a few times a year: what another instance was told is known here after so long. */
const REMEMBERED_MS = 10_000

/** Somebody who read an area before its ancestors changed may still write what they read; once this is over, nobody is. */
const WRITTEN_BY_MS = 3 * REMEMBERED_MS
/** One walk over the documents at once, and one for what was written meanwhile. */
const WALKS = 2

const CHANGED = { name: 'areas', message: z.object({ service: z.string(), code: z.string() }) }

interface Remembered {
  area: Area
  until: number
}

/** A service's own copy of the areas. */
export class AreasService implements OnApplicationShutdown {
  private readonly remembered = new Map<string, Remembered>()
  private readonly forgetting: Subscription

  constructor(
    private readonly service: ServiceName,
    private readonly areas: Collection<Area>,
    private readonly clock: Clock,
    private readonly broadcast: Broadcast,
  ) {
    this.forgetting = this.changed().subscribe((code) => this.remembered.delete(code))
  }

  onApplicationShutdown(): void {
    this.forgetting.unsubscribe()
  }

  /** Codes of areas of which something has changed here, told to all instances. */
  changed(): Observable<string> {
    return this.broadcast.messages(CHANGED).pipe(
      filter(({ service }) => service === this.service),
      map(({ code }) => code),
    )
  }

  async get(code: string): Promise<Area | undefined> {
    const known = this.remembered.get(code)
    if (known && known.until > performance.now()) return known.area
    const area = await this.areas.get(code)
    // Who changed it meanwhile knows better.
    if (area && this.remembered.get(code) === known) this.remember(area)
    return area
  }

  async upsert(code: string, decide: (known: Stored<Area> | undefined) => Decision<Area> | undefined): Promise<void> {
    let isNew = false
    const area = await this.areas.upsert(code, (known) => {
      const decision = decide(known)
      isNew = decision !== undefined
      const redraw = { state: 'due', walks: WALKS, at: this.clock.now() } as const
      return decision && known && isDrawnAnew(known, decision.set) ? { ...decision, set: { ...decision.set, redraw } } : decision
    })
    if (isNew) this.broadcast.publish(CHANGED, { service: this.service, code })
    if (area) this.remember(area)
  }

  /** All of them, from an area's code to its ancestors. */
  async tree(): Promise<Map<string, string[]>> {
    const tree = new Map<string, string[]>()
    for await (const { id, ancestors } of this.areas.each({})) tree.set(id, ancestors)
    return tree
  }

  /** Whether documents are to be brought up to date by now. */
  async isRedrawDue(): Promise<boolean> {
    const { items } = await this.areas.find(this.due(), { sort: 'redraw.at', limit: 1 })
    return items.length > 0
  }

  /** Whoever walks over the documents now does it for these. */
  takeRedraws(): Promise<void> {
    return this.redraws(this.due(), (redraw, now) =>
      redraw.state === 'due' && redraw.at <= now ? { redraw: { ...redraw, state: 'in-hand' } } : undefined,
    )
  }

  /** They have walked. What has changed since they began is due, and stays so. */
  endRedraws(): Promise<void> {
    return this.redraws({ 'redraw.state': 'in-hand' }, ({ state, walks }, now) => {
      if (state !== 'in-hand') return undefined
      return { redraw: walks > 1 ? { state: 'due', walks: walks - 1, at: new Date(now.getTime() + WRITTEN_BY_MS) } : undefined }
    })
  }

  private due = (): Filter => ({ 'redraw.state': 'due', 'redraw.at': { lte: this.clock.now() } })

  private redraws(where: Filter, next: (redraw: Redraw, now: Date) => Pick<Area, 'redraw'> | undefined): Promise<void> {
    return takeAll(this.areas, where, 'redraw.at', ({ id }) =>
      this.areas.change(id, ({ redraw }) => {
        const set = redraw && next(redraw, this.clock.now())
        return set && { set }
      }),
    )
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

  /** Where something lies that happened there, whatever has become of the area since: news are taken late, and anew. DomainError `unknown-area` for what was never known. */
  async placed(code: string, field = 'areaCode'): Promise<Area> {
    const area = await this.get(code)
    if (!area || area.placeholder) throw new DomainError('unknown-area', { field })
    return area
  }

  async requireCommunity(code: string, field = 'areaCode'): Promise<Area> {
    const area = await this.require(code, field)
    if (area.level !== 'community') throw new DomainError('unknown-area', { field })
    return area
  }

  /** An area of the asker's own, or `not-found` naming `field`. */
  async own(code: string, by: Pick<Staff, 'areaCode'>, field = 'areaCode'): Promise<Area> {
    return requireSeen(await this.get(code), (area) => withinArea(area, by), field)
  }

  /** The same where something is to be done today: `unknown-area` where it cannot. */
  async requireOwn(code: string, by: Pick<Staff, 'areaCode'>, field = 'areaCode'): Promise<Area> {
    await this.own(code, by, field)
    return this.require(code, field)
  }

  async requireOwnCommunity(code: string, by: Pick<Staff, 'areaCode'>, field = 'areaCode'): Promise<Area> {
    await this.own(code, by, field)
    return this.requireCommunity(code, field)
  }

  /** What a list shows: all that the asker sees, or what lies in the narrower area that they ask for. */
  async ofList(asked: string | undefined, by: Staff): Promise<Scope> {
    return asked === undefined ? scopeOf(by) : scopeWithin(await this.get(asked), by)
  }

  /** What concerns an area of the asker's, their own where none is asked for: what is of it, of a part of it, or of an area above it. */
  async concerning(asked: string | undefined, by: Staff) {
    const { id, ancestors } = await this.own(asked ?? by.areaCode, by)
    return { or: [{ areas: id }, { areaCode: { in: ancestors.filter((code) => code !== id) } }] }
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
