import type { FactoryProvider, Type } from '@nestjs/common'
import type { Staff } from '@yiwang/auth'
import type { EventData } from '@yiwang/contracts'
import { Clock, type Decision, DomainError, type DomainEvent, deriveId, newId } from '@yiwang/domain'
import { besideDelivery, type Collection, DuplicateError } from '@yiwang/persistence'
import { collectionToken } from '@yiwang/persistence/stores'
import { Budgets, SecurityLog, type Showable, shown, shownFields } from '@yiwang/platform'
import { type AuditEntry, auditSchema } from './audit.schema'
import { type Purpose, type Reasons, revealTermsAt, UNDER_ORDER, whyOf } from './reveal-terms'

const HOUR_MS = 3_600_000

interface Read {
  by: Staff
  /** What was read: `ticket`, `resident`, `visit`, `caller`. */
  kind: string
  id: string
  note?: string
}

interface Asked extends Read, Pick<Reasons, 'authority' | 'document'> {
  /** As it was sent. */
  purpose: string
  /** The registered residents whom the thing names, where they are known. */
  residentIds?: (string | undefined)[]
}

interface Recorded extends Read {
  purpose: Purpose | 'call' | 'search' | 'proxy'
  residentId?: string
  fields: string[]
  /** Of a search: keyed hashes of what was asked, and how many there were. */
  asked?: string[]
  found?: number
  /** Of what names several at once: whom. */
  residentIds?: string[]
}

/** The service's own event of an entry. */
type Tell = (entry: EventData<'hotline.audit-recorded'>) => DomainEvent

/**
 * Keeps who read personal data unmasked. Record first, then answer: a read that could not be recorded does not happen. Each entry is told as an event as well
 * (`<service>.audit-recorded`), so that the day's seal covers it and none can be taken away unseen.
 */
export class AuditService {
  constructor(
    private readonly entries: Collection<AuditEntry>,
    private readonly clock: Clock,
    private readonly budgets: Budgets,
    private readonly security: SecurityLog,
    private readonly tell: Tell,
  ) {}

  /**
   * Shows somebody whole, in a view that masks nothing: what is written down is which fields that view shows, once for each resident whom it shows. Whether this thing
   * is theirs to see was asked before. Throws `budget-spent` where the account has looked at as many as it may in an hour.
   */
  async reveal<V extends object>(view: Type<V>, { residentIds = [], ...asked }: Asked, whole: Showable<V>): Promise<V> {
    const { by, kind, id } = asked
    const read = { by, kind, id, ...whyOf(asked, this.clock.now()), fields: shownFields(view) }
    await this.spend(asked)
    const seen = [...new Set(residentIds.filter((id) => id !== undefined))]
    // Two people review a look under an order: it is one, whomever it showed.
    if (read.purpose === UNDER_ORDER) await this.record({ ...read, residentIds: seen })
    else for (const residentId of seen.length ? seen : [undefined]) await this.record({ ...read, residentId })
    void this.security.note({ what: 'reveal', outcome: 'done', by: asked.by, subject: asked.id, facts: { kind: asked.kind, purpose: read.purpose } })
    return shown(view, whole)
  }

  /**
   * That whoever acts for a resident was shown what is theirs, at a door for one's own: it stands in that resident's list of looks, once in an hour of each who acts, however often a page
   * is loaded. Awaited before anything is shown. Of whoever looks at their own nothing is recorded.
   */
  async recordProxy(by: Staff, fields: string[]): Promise<void> {
    const { id: acting, proxy, residentId } = by
    if (!proxy || !residentId) return
    const id = deriveId(acting, residentId, 'proxy', ...fields, String(Math.floor(this.clock.now().getTime() / HOUR_MS)))
    const decision = this.entryOf({ by, kind: 'own', id: residentId, residentId, purpose: 'proxy', fields }, id)
    await this.entries.insert(decision).catch((error) => {
      if (!(error instanceof DuplicateError)) throw error
    })
  }

  async record(recorded: Recorded): Promise<void> {
    const id = newId()
    const decision = this.entryOf(recorded, id)
    const entry = await this.entries.insert(decision)
    // Asked again under the same Idempotency-Key, it is read again.
    if (entry.id !== id) await besideDelivery(() => this.entries.insert(decision))
  }

  private entryOf({ by, id: subject, ...recorded }: Recorded, id: string): Decision<AuditEntry> {
    const { account, role, areaCode, unitId } = by
    const read = { by: by.id, account, role, areaCode, ...(unitId && { unitId }), subject, ...recorded }
    return { set: { id, at: this.clock.now(), ...read }, events: [this.tell({ auditId: id, ...read })] }
  }

  private async spend({ by, kind, id }: Asked): Promise<void> {
    try {
      await this.budgets.take('reveal', by.id, { limit: revealTermsAt(this.clock.now()).perHour, seconds: 3600 })
    } catch (error) {
      if (error instanceof DomainError)
        void this.security.note({ what: 'reveal', outcome: 'refused', by, subject: id, facts: { kind, code: error.code } })
      throw error
    }
  }

  /** Who read this one, oldest first. */
  async of(kind: string, id: string): Promise<AuditEntry[]> {
    return (await this.entries.find({ kind, subject: id }, { sort: 'at', limit: 200 })).items
  }
}

/** A service's audit, for its providers: `auditOf((entry) => event('hotline.audit-recorded', entry))`. */
export const auditOf = (tell: Tell): FactoryProvider => ({
  provide: AuditService,
  useFactory: (entries: Collection<AuditEntry>, clock: Clock, budgets: Budgets, security: SecurityLog) =>
    new AuditService(entries, clock, budgets, security, tell),
  inject: [collectionToken(auditSchema), Clock, Budgets, SecurityLog],
})
