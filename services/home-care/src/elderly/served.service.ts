import { Injectable } from '@nestjs/common'
import { unscoped } from '@yiwang/auth'
import { Clock } from '@yiwang/domain'
import { type Collection, InjectCollection } from '@yiwang/persistence'
import { Job, type Step, stepTo } from '@yiwang/platform'
import { RequestsService } from '../requests/requests.service'
import { VisitsService } from '../visits/visits.service'
import { type Elder, isKeptAsElderly, staysKept } from './elder'
import { elderSchema } from './elder.schema'

/** What was told longer ago is heard again, by a rebuild: care may have been asked for before the network introduced anybody. */
const LONG_AGO_MS = 3_600_000
/** Some milliseconds where all of them stay, some tens where all of them go. */
const SLICE = 100

interface Place {
  after?: string
  done: number
  of: number
}

/** Whom home care keeps: who is elderly, and whom it serves although they are younger. */
@Injectable()
export class Served {
  constructor(
    @InjectCollection(elderSchema) private readonly elderly: Collection<Elder>,
    private readonly requests: RequestsService,
    private readonly visits: VisitsService,
    private readonly clock: Clock,
  ) {}

  /** `at`: when it was told. */
  isElderly = (elder: Pick<Elder, 'birthYear' | 'tags'>, at?: Date): boolean => isKeptAsElderly(elder, this.clock.now(), ...(at ? [at] : []))

  isLongAgo = (at: Date): boolean => this.clock.now().getTime() - at.getTime() > LONG_AGO_MS

  /** Somebody younger: care was asked for them where they live, or they were kept before. */
  async isKept(elder: Elder): Promise<boolean> {
    return staysKept(await unscoped(this.elderly).get(elder.id)) || this.isServed(elder)
  }

  /** Care was asked for them where they live. */
  async isServed(elder: Elder): Promise<boolean> {
    for await (const _ of this.requests.forSomebody(elder)) return true
    return false
  }

  /** What was planned before it was known where they live. */
  async fillVisitsOf(elder: Elder): Promise<void> {
    for await (const { visitId } of this.requests.forSomebody(elder)) if (visitId) await this.visits.fill(visitId, elder)
  }

  /** What a folder of before holds of everybody else goes. No event tells of it: it is a copy, and a rebuild leaves them out by itself. */
  @Job('keep-whom-we-serve', { once: true })
  async takeTheOthersAway(_input: object, place: Place | undefined): Promise<Step<Place>> {
    const elderly = unscoped(this.elderly)
    const { after, done, of } = place ?? { done: 0, of: await elderly.count({}) }
    const { items, next } = await elderly.find({}, { limit: SLICE, after })
    for (const { id } of items.filter((one) => !this.isElderly(one))) {
      // As it is now: news of them may have come since the slice was read.
      const elder = await elderly.get(id)
      if (elder && !this.isElderly(elder) && !(await this.isServed(elder))) await elderly.remove(id)
    }
    return next ? stepTo({ after: next, done: done + items.length, of }) : {}
  }
}
