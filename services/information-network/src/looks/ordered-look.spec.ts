import { endingOf, lostBy } from '@yiwang/platform'
import { endOf, mayReview, type OrderedLook, orderedLookStates, review } from './ordered-look'
import { orderedLookSchema as schema } from './ordered-look.schema'

const now = new Date('2026-11-30T10:00:00+08:00')
const auditor = (id: string) => ({ id, name: id, role: 'auditor' })
const look: OrderedLook = {
  id: 'look-1',
  at: now,
  service: 'hotline',
  kind: 'ticket',
  subject: 'ticket-1',
  by: 'staff-1',
  account: 'worker',
  role: 'worker',
  fields: ['phone'],
  people: 1,
  state: 'open',
  reviews: [],
}
const said = { verdict: 'agree', note: '文书属实' } as const
const reviewed = (of: OrderedLook, by: string, verdict: 'agree' | 'object' = 'agree'): OrderedLook => ({
  ...of,
  ...(review(of, { ...said, verdict }, { by: auditor(by), now }).set as Partial<OrderedLook>),
})
const refused = (code: string) => expect.objectContaining({ code })

describe('a look under an order', () => {
  it('ends somewhere', () => {
    expect([orderedLookStates.deadEnds(), orderedLookStates.unreachable('open')]).toEqual([[], []])
  })

  it('is reviewed by two different people', () => {
    const once = reviewed(look, 'auditor-1')
    expect(once).toMatchObject({ state: 'open', reviews: [{ by: { id: 'auditor-1' }, verdict: 'agree', note: '文书属实' }] })
    expect(() => reviewed(once, 'auditor-1')).toThrow(refused('needs-another-person'))
    const twice = reviewed(once, 'auditor-2', 'object')
    expect(twice).toMatchObject({ state: 'reviewed', reviews: [{ by: { id: 'auditor-1' } }, { by: { id: 'auditor-2' }, verdict: 'object' }] })
    expect([endOf(once), endOf(twice)]).toEqual([undefined, now])
    expect(() => reviewed(twice, 'auditor-3')).toThrow(refused('illegal-transition'))
  })

  it('is reviewed by a second one also where the first objects', () => {
    expect(reviewed(look, 'auditor-1', 'object').state).toBe('open')
  })

  it('is not reviewed by whoever looked', () => {
    expect(() => reviewed(look, 'staff-1')).toThrow(refused('needs-another-person'))
    expect(['staff-1', 'auditor-1'].map((id) => mayReview(look, { id }))).toEqual([false, true])
    expect(mayReview(reviewed(look, 'auditor-1'), { id: 'auditor-1' })).toBe(false)
  })

  it('is told as reviewed, for the seals', () => {
    const [{ name, data }] = review(look, said, { by: auditor('auditor-1'), now }).events ?? []
    expect([name, data]).toEqual(['information-network.look-reviewed', { lookId: 'look-1', service: 'hotline', subject: 'ticket-1', ...said }])
  })

  it('leads to nobody when its years are over', () => {
    const atResident = { ...look, kind: 'resident', subject: 'resident-1' }
    const ending = endingOf(schema)
    expect(ending && lostBy({ schema, ending }, atResident)).toMatchObject({ subject: '-' })
  })
})
