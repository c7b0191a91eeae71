import { Injectable } from '@nestjs/common'
import type { Staff } from '@yiwang/auth'
import { Clock } from '@yiwang/domain'
import { residentOf } from '@yiwang/people'
import { AreasService, Budgets, type PageQuery, pageOfTold, periodOf, SecurityLog } from '@yiwang/platform'
import { HouseholdsService } from '../households/households.service'
import type { Resident } from '../residents/resident'
import { ResidentsService } from '../residents/residents.service'
import { TimelineService } from '../timeline/timeline.service'
import type { OwnSource } from './own.dto'
import { ownWords } from './own-words'

/** Each reading is written down: nobody reads themselves more often. */
const READINGS = { limit: 240, seconds: 3600 }
const kinds = ['register', 'matter', 'audit', 'passing'] as const

/** What the register has of somebody, for themself (Law on the Protection of Personal Information, article 45). */
@Injectable()
export class OwnService {
  constructor(
    private readonly residents: ResidentsService,
    private readonly households: HouseholdsService,
    private readonly timeline: TimelineService,
    private readonly areas: AreasService,
    private readonly budgets: Budgets,
    private readonly security: SecurityLog,
    private readonly clock: Clock,
  ) {}

  /** Whoever can sign in as somebody reads them whole: that they did is kept where they cannot reach. */
  async record(by: Staff) {
    const id = residentOf(by)
    await this.budgets.take('own-record', id, READINGS)
    const resident = await this.residents.own(id)
    await this.security.note({ what: 'own-read', outcome: 'done', subject: id })
    return { ...resident, areaPath: await this.areas.path(resident.areaCode), source: sourceOf(resident), kept: this.kept() }
  }

  /** With whom they are of a household now. */
  async household(by: Staff) {
    return this.households.livingWith(await this.residents.own(residentOf(by)))
  }

  /** The newest first. A page may be shorter than was asked for: what is not told is passed over. */
  lived(query: PageQuery, by: Staff) {
    const id = residentOf(by)
    return pageOfTold(
      query,
      (cursor) => this.timeline.of(id, { sort: '-at', limit: query.limit, cursor }),
      ({ at, service, type, claimed }) => {
        const words = claimed ? undefined : ownWords[type as keyof typeof ownWords]
        return words ? [{ at, service, words }] : []
      },
    )
  }

  private kept() {
    const now = this.clock.now()
    return kinds.map((kind) => {
      const period = periodOf(kind, now)
      return { kind, ...(period && { years: period.years, source: period.source }) }
    })
  }
}

function sourceOf({ synthetic, registeredBy }: Pick<Resident, 'synthetic' | 'registeredBy'>): OwnSource {
  if (synthetic) return 'demo'
  return registeredBy ? 'staff' : 'table'
}
