/** How long a request waits for an answer, and how long after its end it says of whom it was, as some rule says. */
export interface Periods {
  source: string
  answerDays: number
  keptDays: number
}

/** A city adds its own with its source. A request keeps the days that it was given when it was asked or decided. */
export const presets = {
  house: {
    source: 'the house’s own: a month to look a matter up, and a quarter to ask after its outcome; no notice sets either (2026-11)',
    answerDays: 30,
    keptDays: 90,
  },
} as const satisfies Record<string, Periods>

export type PresetName = keyof typeof presets
export const presetNames = Object.keys(presets) as PresetName[]

export const daysAfter = (from: Date, days: number): Date => new Date(from.getTime() + days * 24 * 3600_000)
