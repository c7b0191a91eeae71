import { deriveId, newId, requireSeen, stateTable } from '.'

const door = stateTable({ open: { close: 'closed' }, closed: { open: 'open', brick: 'wall' }, wall: {} })

describe('a state table', () => {
  it('names the next state and refuses what it does not hold', () => {
    expect(door.next('open', 'close')).toBe('closed')
    expect(() => door.next('open', 'brick')).toThrow(
      expect.objectContaining({ code: 'illegal-transition', details: { state: 'open', action: 'brick' } }),
    )
  })

  it('knows what cannot end and what cannot be reached', () => {
    expect(door.deadEnds()).toEqual([])
    expect(door.unreachable('open')).toEqual([])
    expect(door.unreachable('wall')).toEqual(['open', 'closed'])
    expect(stateTable({ day: { dusk: 'night' }, night: { dawn: 'day' } }).deadEnds()).toEqual(['day', 'night'])
  })
})

describe('ids', () => {
  it('are sortable when new', () => {
    const ids = Array.from({ length: 1000 }, newId)
    expect([...ids].sort()).toEqual(ids)
    expect(new Set(ids).size).toBe(1000)
  })

  it('are the same for the same parts, and parts do not run together', () => {
    expect(deriveId('a', 'b')).toBe(deriveId('a', 'b'))
    expect(deriveId('a', 'b')).not.toBe(deriveId('ab'))
    expect(deriveId('a')).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/)
  })
})

describe('what the asker sees', () => {
  const refusal = (found: string | undefined, field?: string) => {
    try {
      requireSeen(found, (one) => one === 'mine', field)
    } catch (error) {
      const { code, details } = error as { code: string; details: object }
      return { code, details }
    }
  }

  it('is there, and of the rest it is the same answer whether it is elsewhere or nowhere', () => {
    expect(requireSeen('mine', (one) => one === 'mine')).toBe('mine')
    expect(refusal('theirs', 'areaCode')).toEqual({ code: 'not-found', details: { field: 'areaCode' } })
    expect(refusal(undefined, 'areaCode')).toEqual(refusal('theirs', 'areaCode'))
    expect(refusal(undefined)).toEqual({ code: 'not-found', details: {} })
  })
})
