import { Injectable } from '@nestjs/common'
import type { Staff } from '@yiwang/auth'
import { Clock } from '@yiwang/domain'
import { type Collection, InjectCollection, type Stored } from '@yiwang/persistence'
import { type PageQuery, SecurityLog } from '@yiwang/platform'
import type { LookNews } from './look'
import { Offices } from './offices.service'
import { mayReview, type OrderedLook, type OrderedLookState, orderedLookOf, type Review, review } from './ordered-look'
import { orderedLookSchema } from './ordered-look.schema'

/** Looks under an order, which nobody is told of whom they showed: two auditors look at each. */
@Injectable()
export class OrderedLooksService {
  constructor(
    @InjectCollection(orderedLookSchema) private readonly looks: Collection<OrderedLook>,
    private readonly offices: Offices,
    private readonly security: SecurityLog,
    private readonly clock: Clock,
  ) {}

  async keep(news: LookNews): Promise<void> {
    const look = orderedLookOf(news)
    if (look) await this.looks.insert(look)
  }

  async list(state: OrderedLookState, { limit, cursor }: PageQuery, by: Staff) {
    const { items, next } = await this.looks.find({ state }, { sort: '-at', limit, after: cursor })
    return { items: await Promise.all(items.map((look) => this.view(look, by))), next }
  }

  async counts() {
    const [open, reviewed] = await Promise.all([this.looks.count({ state: 'open' }), this.looks.count({ state: 'reviewed' })])
    return { open, reviewed }
  }

  /** An objection raises an alarm, whichever of the two it is. */
  async review(id: string, said: Pick<Review, 'verdict' | 'note'>, by: Staff, ifVersion?: number) {
    const moment = { by, now: this.clock.now() }
    const look = await this.looks.change(id, (current) => review(current, said, moment), { ifVersion, keyed: true })
    const code = said.verdict === 'agree' ? 'agreed' : 'objected'
    await this.security.note({ what: 'looks', outcome: 'done', subject: look.by, facts: { step: 'review', code } })
    return this.view(look, by)
  }

  private async view(look: Stored<OrderedLook>, by: Staff) {
    const reviews = look.reviews.map((one) => ({ ...one, by: one.by.name }))
    return { ...look, reviews, office: await this.offices.nameOf(look), allowedActions: mayReview(look, by) ? ['review'] : [] }
  }
}
