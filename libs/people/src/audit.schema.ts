import { keptAs, list, number, optional, schemaOf, sealed, text, time } from '@yiwang/persistence'
import { endedBy, NOBODY } from '@yiwang/platform'

/** That someone saw personal data unmasked: who, of whom, when and why. Never changed, never removed. */
export interface AuditEntry {
  id: string
  at: Date
  by: string
  account: string
  role: string
  /** Where they were at work; entries of before do not say. */
  areaCode?: string
  unitId?: string
  kind: string
  subject: string
  /** Whom they saw, where that is a registered resident. */
  residentId?: string
  /** A word of the list; in entries of before there was one, what was typed. */
  purpose: string
  note?: string
  fields: string[]
  /** Of a search: keyed hashes of what was asked, and how many were found. */
  asked?: string[]
  found?: number
  /** Whom a search found, a look at who is calling showed, or a look under an order: what is one look is one entry. */
  residentIds?: string[]
}

/** Whom somebody saw is sealed: with the ticket beside it, it would name who reported in confidence. */
export const auditSchema = schemaOf<AuditEntry>('audit', {
  at: time,
  by: text,
  account: sealed(text),
  role: text,
  areaCode: optional(text),
  unitId: optional(text),
  kind: text,
  subject: text,
  residentId: optional(sealed(text)),
  purpose: sealed(text),
  note: optional(sealed(text)),
  fields: list(text),
  asked: optional(list(text)),
  found: optional(number),
  residentIds: optional(sealed(list(text))),
})
  .index({ kind: 1, subject: 1, at: 1 })
  .index({ by: 1, at: 1 })

/** A look without what leads to somebody in clear: whose own it was that was looked at, and which resident looked, for another. */
export const withoutResidents = ({ kind, subject, role, by }: Pick<AuditEntry, 'kind' | 'subject' | 'role' | 'by'>) => ({
  subject: kind === 'resident' || kind === 'own' ? NOBODY : subject,
  by: role === 'resident' ? NOBODY : by,
})

endedBy<AuditEntry>(auditSchema, ({ at }) => at, { besides: (entry) => ({ ...withoutResidents(entry), asked: entry.asked && [] }) })
keptAs(auditSchema, 'audit')
