import { endingOf, lostBy } from '@yiwang/platform'
import { type AuditEntry, auditSchema } from './audit.schema'

const resident = '01J9ZZZZZZZZZZZZZZZZZZZRES'
const family = '01J9ZZZZZZZZZZZZZZZZZZZFAM'
const look: AuditEntry = {
  id: '01J9ZZZZZZZZZZZZZZZZZZZAUD',
  at: new Date('2026-11-30T00:00:00Z'),
  by: 'account-lin',
  account: 'lin',
  role: 'worker',
  kind: 'ticket',
  subject: 'ticket-1',
  residentId: resident,
  purpose: 'visit',
  fields: ['phone'],
}

/** As it lies when its years are over. */
const left = (entry: AuditEntry): AuditEntry => {
  const ending = endingOf(auditSchema)
  if (!ending) throw new Error('an entry does not end')
  return { ...entry, ...lostBy({ schema: auditSchema, ending }, entry) }
}

describe('an entry of who looked, when its years are over', () => {
  it('says of which thing and by which account, and not whom it showed', () => {
    expect(left(look)).toMatchObject({ id: look.id, by: 'account-lin', kind: 'ticket', subject: 'ticket-1', residentId: undefined })
  })

  it.each([
    ['at somebody’s entry of the register', { kind: 'resident', subject: resident }],
    ['by whoever acts for them', { kind: 'own', subject: resident, by: family, role: 'resident', purpose: 'proxy' }],
  ])('of a look %s leads to nobody', (_, of) => {
    const entry = left({ ...look, ...of })
    expect(entry.id).toBe(look.id)
    expect([resident, family].filter((id) => JSON.stringify(entry).includes(id))).toEqual([])
    // What is left is left: it is not taken away every month anew.
    expect(left(entry)).toEqual(entry)
  })
})
