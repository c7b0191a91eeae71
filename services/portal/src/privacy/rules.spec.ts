import { periodOf } from '../../../../libs/platform/src/retention/periods'
import { version, years } from './rules'

describe('the rules of handling personal information', () => {
  it('say how long something is kept as it is kept', () => {
    const now = new Date(`${version}T12:00:00Z`)
    for (const [kind, number] of Object.entries(years)) expect([kind, periodOf(kind, now)?.years]).toEqual([kind, number])
  })
})
