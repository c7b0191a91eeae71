import { answer, type Doubt, doubt, doubtStates, eraseFrom } from './doubt'
import type { Look } from './look'

const now = new Date('2026-11-30T10:00:00+08:00')
const look = { id: 'look-1', residentId: 'mother', by: 'staff-1' } as Look
const asked = doubt(look, '那天没有人来过', now).set as Doubt
const said = { finding: 'in-order', answer: '当天有上门服务' } as const
const by = { id: 'auditor-1', name: '审计员', role: 'auditor' }

describe('a look that somebody doubts', () => {
  it('is answered once, and not by whoever looked', () => {
    expect([doubtStates.deadEnds(), doubtStates.unreachable('asked')]).toEqual([[], []])
    expect(asked).toMatchObject({ state: 'asked', residentId: 'mother', lookId: 'look-1', words: '那天没有人来过' })
    const set = answer(asked, look, said, { by, now }).set
    expect(set).toMatchObject({ state: 'answered', ...said, answeredBy: by })
    expect(() => answer({ ...asked, ...set }, look, said, { by, now })).toThrow(expect.objectContaining({ code: 'illegal-transition' }))
    expect(() => answer(asked, look, said, { by: { ...by, id: 'staff-1' }, now })).toThrow(expect.objectContaining({ code: 'needs-another-person' }))
  })

  it('goes with whoever asked', () => {
    expect([eraseFrom(asked, 'mother', now), eraseFrom(asked, 'father', now)]).toEqual([{ gone: true }, undefined])
  })
})
