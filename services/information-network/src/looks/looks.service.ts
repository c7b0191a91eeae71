import { Injectable } from '@nestjs/common'
import { type Staff, scopeOfOne, seen, unscoped } from '@yiwang/auth'
import { Clock, DomainError } from '@yiwang/domain'
import { residentOf } from '@yiwang/people'
import { type Collection, DuplicateError, InjectCollection, type Stored } from '@yiwang/persistence'
import { Budgets, type PageQuery, SecurityLog, takeAll } from '@yiwang/platform'
import { ResidentsService } from '../residents/residents.service'
import { answer, type Doubt, type DoubtState, doubt, type Finding } from './doubt'
import { doubtSchema } from './doubt.schema'
import type { Look } from './look'
import { lookSchema } from './look.schema'
import { Offices } from './offices.service'

/** The city's own: enough for a day's list, and too few to bury an auditor under. */
const DOUBTS = { limit: 10, seconds: 24 * 3600 }
/** Each reading is written down: nobody reads their list more often. */
const READINGS = { limit: 240, seconds: 3600 }

/** Who looked at a resident, for the resident; and which of these looks they doubt, for an auditor to answer. */
@Injectable()
export class LooksService {
  constructor(
    @InjectCollection(lookSchema) private readonly looks: Collection<Look>,
    @InjectCollection(doubtSchema) private readonly doubts: Collection<Doubt>,
    private readonly residents: ResidentsService,
    private readonly offices: Offices,
    private readonly budgets: Budgets,
    private readonly security: SecurityLog,
    private readonly clock: Clock,
  ) {}

  /** Of nobody whom the register does not have: an entry may be told, or told again, after they were erased. */
  async add(look: Look): Promise<void> {
    if (!(await this.residents.find(look.residentId))) return
    await this.looks.insert({ set: look })
    // Looked after it stands: whoever is erased meanwhile is either known here as that, or the news of it is still to come and finds the line.
    if (await this.residents.isErased(look.residentId)) await this.looks.remove(look.id)
  }

  async forget(residentId: string): Promise<void> {
    await takeAll(this.looks, { residentId }, 'order', ({ id }) => this.looks.remove(id))
  }

  /** The newest first. That it was read is written down before it is shown. */
  async listOwn({ limit, cursor }: PageQuery, by: Staff) {
    await this.budgets.take('own-looks', residentOf(by), READINGS)
    await this.note('read', residentOf(by))
    const { items, next } = await this.seenBy(by).find({}, { sort: '-order', limit, after: cursor })
    const doubts = new Map((items.length ? await this.doubtsOf(items) : []).map((one) => [one.lookId, one]))
    return { items: await Promise.all(items.map((look) => this.asTold(look, doubts.get(look.id)))), next }
  }

  /** Once of each look: DomainError `doubted-already`. */
  async doubt(lookId: string, words: string | undefined, by: Staff) {
    const look = await this.seenBy(by).get(lookId)
    await this.budgets.take('doubt', residentOf(by), DOUBTS)
    const asked = await this.doubts.insert(doubt(look, words, this.clock.now())).catch((error) => {
      throw error instanceof DuplicateError ? new DomainError('doubted-already') : error
    })
    await this.note('doubt', look.by)
    return this.asTold(look, asked)
  }

  async listDoubts(state: DoubtState, { limit, cursor }: PageQuery, by: Staff) {
    const { items, next } = await unscoped(this.doubts).find({ state }, { sort: '-askedAt', limit, after: cursor })
    return { items: await Promise.all(items.map((one) => this.asAudited(one, by))), next }
  }

  /** What was not in order raises an alarm. */
  async answer(id: string, said: { finding: Finding; answer: string }, by: Staff, ifVersion?: number) {
    const asked = await unscoped(this.doubts).get(id)
    const look = asked && (await unscoped(this.looks).get(asked.lookId))
    const moment = { by, now: this.clock.now() }
    const answered = await unscoped(this.doubts).change(id, (current) => answer(current, look, said, moment), { ifVersion, keyed: true })
    const code = said.finding === 'in-order' ? 'agreed' : 'objected'
    await this.note('answer', look?.by ?? id, { code })
    return this.asAudited(answered, by)
  }

  private seenBy = (by: Staff) => seen(this.looks, scopeOfOne({ id: residentOf(by) }))

  /** Of looks that the asker sees: one of each at most. */
  private async doubtsOf(looks: Stored<Look>[]): Promise<Stored<Doubt>[]> {
    return (await unscoped(this.doubts).find({ lookId: { in: looks.map(({ id }) => id) } }, { limit: looks.length })).items
  }

  /** To whoever was looked at: the office and what its people do, and of a family member, whom they let act for them, the name. */
  private async asTold({ note: _, role, ...look }: Stored<Look>, doubt?: Stored<Doubt>) {
    const isFamily = look.purpose === 'proxy'
    const office = isFamily ? undefined : await this.offices.nameOf(look)
    const family = isFamily ? (await this.residents.find(look.by))?.name : undefined
    return { ...look, role: isFamily ? undefined : role, office, family, doubt, allowedActions: doubt ? [] : ['doubt'] }
  }

  private async asAudited(asked: Stored<Doubt>, by: Staff) {
    const look = await unscoped(this.looks).get(asked.lookId)
    const mayAnswer = asked.state === 'asked' && look?.by !== by.id
    return {
      ...asked,
      answeredBy: asked.answeredBy?.name,
      look: look && { ...look, office: await this.offices.nameOf(look) },
      allowedActions: mayAnswer ? ['answer'] : [],
    }
  }

  private note(step: string, subject: string, facts: Record<string, string> = {}): Promise<void> {
    return this.security.note({ what: 'looks', outcome: 'done', subject, facts: { step, ...facts } })
  }
}
