import { dayOf, inForceOn } from '@yiwang/domain'
import type { KeptKind } from '@yiwang/persistence'

/** From which day on, how many years something of a kind is kept, and who says so: in Chinese, with English beside, as a page shows it. */
export interface Period {
  kind: KeptKind
  from: string
  years: number
  source: string
}

/** What is the city's own says so; a city puts its own behind these. Those that go with somebody (the register, accounts) have none, and end when it is decided. */
export const periods: Period[] = [
  {
    kind: 'matter',
    from: '2026-11-30',
    years: 3,
    source:
      '本市规定：不超过所需的最短时间（《个人信息保护法》第十九条） · set by the city: no longer than what it is kept for needs (Personal Information Protection Law, article 19)',
  },
  {
    kind: 'money',
    from: '2026-11-30',
    years: 30,
    source:
      '《会计档案管理办法》（财政部、国家档案局令第79号，2015年）附表一：会计凭证 · Measures for the Administration of Accounting Records, schedule 1: vouchers',
  },
  {
    kind: 'audit',
    from: '2026-11-30',
    years: 3,
    source:
      '《个人信息保护法》（2021-08-20）第五十六条：处理情况记录至少保存三年 · Personal Information Protection Law, article 56: records of how it was handled, at least three years',
  },
  { kind: 'passing', from: '2026-11-30', years: 1, source: '本市规定 · set by the city' },
]

/** The one that is in force for a kind; a later line is the city's own. */
export const periodOf = (kind: string, now: Date, all = periods): Period | undefined =>
  inForceOn(
    all.filter((period) => period.kind === kind),
    dayOf(now),
  )

/** Before there were event keys nothing was kept by a period: whoever's clock says so is wrong. */
const FIRST_MONTH = '2026-11'

/** The month by which something is counted that ended, or was told, then. */
export function monthOf(at: Date): string {
  const month = at.toISOString().slice(0, 7)
  return month < FIRST_MONTH ? FIRST_MONTH : month
}

/** From when on what belongs to a month (`2026-11`) may be kept no longer. Counted from the month's end. */
export function overFrom(month: string, { years }: Period): Date {
  const [year = 0, number = 0] = month.split('-').map(Number)
  return new Date(Date.UTC(year + years, number))
}

export const isOver = (month: string, period: Period, now: Date): boolean => now >= overFrom(month, period)
