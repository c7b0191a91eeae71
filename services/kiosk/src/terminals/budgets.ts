/** How often one terminal does something, at most. */
export interface KindBudget {
  limit: number
  seconds: number
}

/** What a terminal does for whoever stands before it, by how much it can do to others: needs become tickets, and a bill tells what a household owes. */
export const spendings = ['needs', 'bills', 'payments'] as const
export type Spending = (typeof spendings)[number]

interface Preset extends Record<Spending, KindBudget> {
  since: string
  source: string
}

/** A city adds its own with its source. */
export const presets = {
  house: {
    since: '2026-11-30',
    source: 'the house’s own: several times what people at one screen can type, with an attendant who types for them',
    needs: { limit: 10, seconds: 60 },
    bills: { limit: 20, seconds: 60 },
    payments: { limit: 10, seconds: 60 },
  },
  measuring: {
    since: '2026-11-30',
    source: 'for tests in which one terminal does the work of a city’s; never where people live',
    needs: { limit: 100_000, seconds: 60 },
    bills: { limit: 100_000, seconds: 60 },
    payments: { limit: 100_000, seconds: 60 },
  },
} as const satisfies Record<string, Preset>

export type PresetName = keyof typeof presets
export const presetNames = Object.keys(presets) as PresetName[]
