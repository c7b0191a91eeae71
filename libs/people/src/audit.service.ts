import { Injectable, type Type } from '@nestjs/common'
import type { Staff } from '@yiwang/auth'
import { Clock, newId } from '@yiwang/domain'
import { type Collection, type Context, currentContext, InjectCollection, runInContext } from '@yiwang/persistence'
import { type Showable, shown, shownFields } from '@yiwang/platform'
import { type AuditEntry, auditSchema } from './audit.schema'

interface Asked {
  by: Staff
  /** What was read: `ticket`, `resident`, `visit`, `caller`. */
  kind: string
  id: string
  purpose: string
}

/** Keeps who read personal data unmasked. Record first, then answer: a read that could not be recorded does not happen. */
@Injectable()
export class AuditService {
  constructor(
    @InjectCollection(auditSchema) private readonly entries: Collection<AuditEntry>,
    private readonly clock: Clock,
  ) {}

  /** Shows somebody whole, in a view that masks nothing: what is written down is which fields that view shows. Whether this thing is theirs to see was asked before. */
  async reveal<V extends object>(view: Type<V>, asked: Asked, whole: Showable<V>): Promise<V> {
    await this.record({ ...asked, fields: shownFields(view) })
    return shown(view, whole)
  }

  async record({ by, kind, id: subject, purpose, fields }: Asked & { fields: string[] }): Promise<void> {
    const id = newId()
    const set = { id, at: this.clock.now(), by: by.id, account: by.account, role: by.role, kind, subject, purpose, fields }
    const entry = await this.entries.insert({ set })
    // Asked again under the same Idempotency-Key, it is read again.
    if (entry.id !== id) await runInContext({ ...(currentContext() as Context), request: undefined }, () => this.entries.insert({ set }))
  }

  /** Who read this one, oldest first. */
  async of(kind: string, id: string): Promise<AuditEntry[]> {
    return (await this.entries.find({ kind, subject: id }, { sort: 'at', limit: 200 })).items
  }
}
