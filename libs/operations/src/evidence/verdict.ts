import { type Fault, Found } from './fault'

export interface Verdict {
  /** How many were walked without a fault. */
  events: number
  aggregates: number
  seals: number
  documents: number
  /** Files that documents name; absent where none does. */
  files?: number
  fault?: Fault
}

/** `walk` counts what it finds good, and throws Found at the first that is not. */
export async function verdictOf(walk: (verdict: Verdict) => Promise<void>): Promise<Verdict> {
  const verdict: Verdict = { events: 0, aggregates: 0, seals: 0, documents: 0 }
  try {
    await walk(verdict)
    return verdict
  } catch (error) {
    if (error instanceof Found) return { ...verdict, fault: error.fault }
    throw error
  }
}

/** A verdict as a person reads it: one line. */
export function tellVerdict({ events, aggregates, seals, documents, files, fault }: Verdict): string {
  if (fault) return `NOT AS IT WAS WRITTEN: ${fault.reason}.`
  return `${events} events of ${aggregates} aggregates are as they were written, and so are ${documents} documents; ${seals} ${seals === 1 ? 'seal holds' : 'seals hold'}${files ? `; ${files} named files are as they were stored` : ''}.`
}
