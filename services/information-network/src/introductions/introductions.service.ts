import { Injectable } from '@nestjs/common'
import { Clock } from '@yiwang/domain'
import { yearAt } from '@yiwang/people/rules'
import { type Collection, InjectCollection } from '@yiwang/persistence'
import { Job, type Step, stepTo } from '@yiwang/platform'
import { ResidentsService } from '../residents/residents.service'
import { begun, type Introduced, isAhead, isOfBefore, nextYear, SO_FAR } from './introduced'
import { introducedSchema } from './introduced.schema'

/** Where a walk is. */
interface Place {
  year: number
  after?: string
  done: number
  of: number
}

/** Residents are told to home care when it comes to serve them: it keeps nobody else. */
@Injectable()
export class IntroductionsService {
  constructor(
    @InjectCollection(introducedSchema) private readonly introduced: Collection<Introduced>,
    private readonly residents: ResidentsService,
    private readonly clock: Clock,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.begun()
  }

  /** Somebody younger than 60 who is named where care is asked for. */
  async forCare(residentIds: string[], areaCode: string, at: Date): Promise<void> {
    const soFar = await this.begun()
    if (soFar && isOfBefore(at, soFar)) return
    for (const id of new Set(residentIds)) await this.residents.introduceForCare(id, areaCode)
  }

  /** Looks each night whether a year has begun; one year in one night. A slice that is done again tells twice, which changes nothing. */
  @Job('turning-sixty', { hour: 0 })
  async tell(_input: object, place: Place | undefined): Promise<Step<Place>> {
    const thisYear = yearAt(this.clock.now())
    if (!place) return this.begin(thisYear)
    // The clock that began it was ahead.
    if (place.year > thisYear) return {}
    const { year, after, done } = place
    const { read, next } = await this.residents.introduceOfAge(year, after)
    if (next) return stepTo({ ...place, after: next, done: done + read })
    await this.introduced.upsert(SO_FAR, () => ({ set: { year } }))
    return {}
  }

  private begun(): Promise<Introduced | undefined> {
    return this.introduced.upsert(SO_FAR, (known) => begun(known, this.clock.now()))
  }

  private async begin(thisYear: number): Promise<Step<Place>> {
    const turn = await this.introduced.get(SO_FAR)
    if (turn && isAhead(turn, thisYear)) await this.introduced.change(SO_FAR, () => ({ set: { year: thisYear } }))
    const year = nextYear(turn, thisYear)
    return year === undefined ? {} : stepTo({ year, done: 0, of: await this.residents.count() })
  }
}
