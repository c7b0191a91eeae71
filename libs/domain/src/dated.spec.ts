import { inForceOn } from './dated'

const figures = [
  { from: '2026-01-01', days: 1 },
  { from: '2027-01-01', days: 2 },
]

it('holds from its day on, until the next', () => {
  expect(['2025-12-31', '2026-01-01', '2026-12-31', '2027-01-01'].map((day) => inForceOn(figures, day)?.days)).toEqual([undefined, 1, 1, 2])
})
