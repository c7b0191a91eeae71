import { dayOf, endOf, workingDayAfter } from './working-days'

export const urgencies = ['ordinary', 'urgent', 'critical'] as const
export type Urgency = (typeof urgencies)[number]

/** Working days end with the day and are counted from the next one; hours run on natural time. */
export type Limit = { workingDays: number } | { hours: number }

/** How long a matter may take, as some rule says. A ticket keeps its preset's name: rules change, last quarter does not. */
export interface Preset {
  source: string
  limits: Record<Urgency, Limit>
}

export const presets = {
  house: {
    source: 'ordinary as in Shandong (5 working days); urgent and critical as in the Beijing draft (24 h and 2 h)',
    limits: { ordinary: { workingDays: 5 }, urgent: { hours: 24 }, critical: { hours: 2 } },
  },
} as const satisfies Record<string, Preset>

export type PresetName = keyof typeof presets
export const presetNames = Object.keys(presets) as PresetName[]

export interface Deadline {
  at: Date
  /** Counted through days that no State Council notice has settled yet. */
  provisional: boolean
}

export function deadline(from: Date, urgency: Urgency, preset: PresetName): Deadline {
  const limit: Limit = presets[preset].limits[urgency]
  if ('hours' in limit) return { at: new Date(from.getTime() + limit.hours * 3600 * 1000), provisional: false }
  const { day, provisional } = workingDayAfter(dayOf(from), limit.workingDays)
  return { at: endOf(day), provisional }
}
