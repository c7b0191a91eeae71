import { toBeDestroyed } from './key-retention'

const now = new Date('2030-01-01T03:00:00Z')
const month = (name: string, destroyedAt?: string) => ({
  id: `hotline/matter/${name}`,
  kind: 'matter',
  month: name,
  ...(destroyedAt && { destroyedAt: new Date(destroyedAt) }),
})

describe('the keys of months', () => {
  it('go one a day, the oldest first', () => {
    const months = [month('2026-12'), month('2026-11'), month('2027-01')]
    expect(toBeDestroyed(months, now)?.month).toBe('2026-11')
    expect(toBeDestroyed([months[0], month('2026-11', '2030-01-01T02:00:00Z')], now)).toBeUndefined()
    expect(toBeDestroyed([months[0], month('2026-11', '2029-12-31T02:00:00Z')], now)?.month).toBe('2026-12')
  })

  it('go on where one was destroyed by a clock that was ahead', () => {
    expect(toBeDestroyed([month('2026-12'), month('2026-11', '2041-01-01T00:00:00Z')], now)?.month).toBe('2026-12')
  })
})
