import { dayOf, inForceOn } from '@yiwang/domain'

/** How long the security log is kept. */
export interface LogPeriod {
  /** Since when. */
  from: string
  days: number
  source: string
}

/** In the order of their days; a city that must keep it longer adds a line with its source. */
export const logPeriods: readonly LogPeriod[] = [
  {
    from: '2017-06-01',
    days: 184,
    source: '《网络安全法》: network logs are kept for not less than six months (art. 21 (3) as of 2017-06-01); six months have 184 days at most',
  },
]

/** What was written before this is no longer kept. */
export function keptSince(now: Date, periods = logPeriods): Date {
  const { days } = inForceOn(periods, dayOf(now)) ?? periods[0]
  return new Date(now.getTime() - days * 86_400_000)
}
