import type { Translate } from '../i18n/language'
import type { Kept } from './everyRetention'
import { rowsOf } from './retentionRows'

const t = ((key: string) => key) as Translate
const kept: Kept = {
  service: 'hotline',
  id: 'tickets',
  kind: 'matter',
  period: { kind: 'matter', from: '2026-11-30', years: 3, source: 'a city' },
  countedAt: '2029-11-01T00:00:00Z',
  ended: 12,
  held: 1,
  due: [{ on: '2029-12-01', count: 7, held: 1 }],
  blanked: [{ month: '2026-10', at: '2029-11-02T00:00:00Z', count: 5 }],
}

it('puts what is due and what went below what is kept', () => {
  const [head, ...rows] = rowsOf(t, [kept, { ...kept, id: 'claims', period: undefined, due: [], blanked: [] }])
  expect(head).toHaveLength(10)
  expect(rows.map((row) => row.length)).toEqual([10, 10, 10, 10])
  expect(rows.map((row) => row.slice(-4))).toEqual([
    ['retention.ended', expect.any(String), 12, 1],
    ['retention.due', '2029-12-01', 7, 1],
    ['retention.blanked', expect.any(String), 5, undefined],
    ['retention.ended', expect.any(String), 12, 1],
  ])
})
