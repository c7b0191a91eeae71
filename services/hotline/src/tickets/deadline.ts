import { type Calendar, type Deadline, deadlineOf, type Limit } from '@yiwang/domain'

export const urgencies = ['ordinary', 'urgent', 'critical'] as const
export type Urgency = (typeof urgencies)[number]

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

export const deadline = (from: Date, urgency: Urgency, preset: PresetName, calendar: Calendar): Deadline =>
  deadlineOf(from, presets[preset].limits[urgency], calendar)
