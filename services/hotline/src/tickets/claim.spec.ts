import { type Claim, claimStates, decide, open } from './claim'

const area = { id: '320613004006', ancestors: ['320613004006', '320613004000', '320613000000', '320600000000'] }
const now = new Date('2026-11-30T09:00:00+08:00')
const worker = { id: 'a-1', name: '社工', role: 'worker' }
const claim = open({ id: 'c', residentId: 'r', ticketId: 't', number: '20261130-000001-5', roles: ['reporter'], claimedAt: now }, area).set as Claim

describe('who somebody is said to be', () => {
  it('waits where the resident is registered', () => {
    expect(claim).toMatchObject({ state: 'open', areaCode: area.id, areas: area.ancestors })
  })

  it('is decided once, by somebody who is named', () => {
    const { set } = decide(claim, 'refuse', worker, now)
    expect(set).toEqual({ state: 'refused', decidedBy: worker, decidedAt: now })
    expect(() => decide({ ...claim, ...set }, 'confirm', worker, now)).toThrow(expect.objectContaining({ code: 'illegal-transition' }))
    expect([claimStates.deadEnds(), claimStates.unreachable('open')]).toEqual([[], []])
  })
})
