import type { FactoryProvider, Type } from '@nestjs/common'
import type { Staff } from '@yiwang/auth'
import type { EventData } from '@yiwang/contracts'
import { Clock, type DomainEvent, newId } from '@yiwang/domain'
import { besideDelivery, type Collection } from '@yiwang/persistence'
import { collectionToken } from '@yiwang/persistence/stores'
import { type Showable, shown, shownFields } from '@yiwang/platform'
import { type AuditEntry, auditSchema } from './audit.schema'

interface Recorded {
  fields: string[]
  /** Of a search: keyed hashes of what was asked, how many there were, and of a look at who is calling whom it showed. */
  asked?: string[]
  found?: number
  residentIds?: string[]
}

interface Asked {
  by: Staff
  /** What was read: `ticket`, `resident`, `visit`, `caller`. */
  kind: string
  id: string
  purpose: string
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
    private readonly tell: Tell,
  ) {}

  /** Shows somebody whole, in a view that masks nothing: what is written down is which fields that view shows. Whether this thing is theirs to see was asked before. */
  async reveal<V extends object>(view: Type<V>, asked: Asked, whole: Showable<V>): Promise<V> {
    await this.record({ ...asked, fields: shownFields(view) })
    return shown(view, whole)
  }

  async record({ by, id: subject, ...recorded }: Asked & Recorded): Promise<void> {
    const id = newId()
    const read = { by: by.id, account: by.account, role: by.role, subject, ...recorded }
    const decision = { set: { id, at: this.clock.now(), ...read }, events: [this.tell({ auditId: id, ...read })] }
    const entry = await this.entries.insert(decision)
    // Asked again under the same Idempotency-Key, it is read again.
    if (entry.id !== id) await besideDelivery(() => this.entries.insert(decision))
  }

  /** Who read this one, oldest first. */
  async of(kind: string, id: string): Promise<AuditEntry[]> {
    return (await this.entries.find({ kind, subject: id }, { sort: 'at', limit: 200 })).items
  }
}

/** A service's audit, for its providers: `auditOf((entry) => event('hotline.audit-recorded', entry))`. */
export const auditOf = (tell: Tell): FactoryProvider => ({
  provide: AuditService,
  useFactory: (entries: Collection<AuditEntry>, clock: Clock) => new AuditService(entries, clock, tell),
  inject: [collectionToken(auditSchema), Clock],
})
