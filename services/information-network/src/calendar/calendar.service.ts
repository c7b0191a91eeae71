import { Injectable, type OnApplicationBootstrap } from '@nestjs/common'
import type { Staff } from '@yiwang/auth'
import { DomainError, requireSeen } from '@yiwang/domain'
import { type Collection, InjectCollection, type Stored } from '@yiwang/persistence'
import { AreasService, type PageQuery } from '@yiwang/platform'
import type { SetYear } from './calendar.dto'
import { publishedYear, publishedYears } from './published-years'
import { checkNotice, isYear, setYear, type Year } from './year'
import { yearSchema } from './year.schema'

/** The city's calendar: every year that is known, with its notice. */
@Injectable()
export class CalendarService implements OnApplicationBootstrap {
  constructor(
    @InjectCollection(yearSchema) private readonly years: Collection<Year>,
    private readonly areas: AreasService,
  ) {}

  /** Before the door opens: the years that are not known yet. What somebody has set stays. */
  async onApplicationBootstrap(): Promise<void> {
    await Promise.all(publishedYears.map((id) => this.years.upsert(id, (known) => (known ? undefined : setYear(undefined, publishedYear(id))))))
  }

  list({ limit, cursor }: PageQuery) {
    return this.years.find({}, { limit, after: cursor })
  }

  async get(id: string): Promise<Stored<Year>> {
    return requireSeen(await this.years.get(id), () => true)
  }

  /** The calendar holds for the whole city, and so do the admins who may set it. */
  async set(id: string, wanted: SetYear, by: Staff, ifVersion?: number): Promise<Stored<Year>> {
    await this.areas.requireCity(by)
    if (!isYear(id)) throw new DomainError('not-a-year', { field: 'year' })
    checkNotice(wanted)
    const year = await this.years.upsert(id, (known) => {
      if (ifVersion !== undefined && ifVersion !== known?.version) throw new DomainError('version-mismatch')
      return setYear(known, { ...wanted, id })
    })
    return year ?? this.get(id)
  }
}
