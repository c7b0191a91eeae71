import { Injectable } from '@nestjs/common'
import type { Staff } from '@yiwang/auth'
import { Clock, newId } from '@yiwang/domain'
import { type Collection, type Context, currentContext, InjectCollection, runInContext } from '@yiwang/persistence'
import { type AuditEntry, auditSchema } from './audit.schema'

interface Unmasked {
  by: Staff
  /** What was read: `ticket`, `resident`, `visit`, `caller`. */
  kind: string
  id: string
  purpose: string
  fields: string[]
}

/** Keeps who read personal data unmasked. Record first, then answer: a read that could not be recorded does not happen. */
@Injectable()
export class AuditService {
  constructor(
    @InjectCollection(auditSchema) private readonly entries: Collection<AuditEntry>,
    private readonly clock: Clock,
  ) {}

  async record({ by, kind, id: subject, purpose, fields }: Unmasked): Promise<void> {
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
