import { StoreUnavailable } from '../errors'
import { StationFile } from '../sqlite/file'
import type { Vault } from '../vault'
import { walkAggregates } from './aggregates'
import { type Fault, Found } from './fault'
import { checkOrder } from './log-order'
import { checkSeals, type KnownSeal } from './seals'

export interface Verdict {
  /** How many were walked without a fault. */
  events: number
  aggregates: number
  seals: number
  fault?: Fault
}

/** `npm run verify`: opens the folder read-only, also while the station runs. `known`: a seal that was kept elsewhere. */
export async function verifyFolder(directory: string, vault: Vault, known?: KnownSeal): Promise<Verdict> {
  const file = new StationFile(directory, { readOnly: true })
  const verdict: Verdict = { events: 0, aggregates: 0, seals: 0 }
  try {
    return file.inOneMoment(() => {
      Object.assign(verdict, walkAggregates(file))
      checkOrder(file)
      verdict.seals = checkSeals(file, vault.verifyingKeys, known)
      return verdict
    })
  } catch (error) {
    if (error instanceof Found) return { ...verdict, fault: error.fault }
    const { code = '', message } = error as { code?: string; message: string }
    if (/^SQLITE_(CORRUPT|NOTADB)/.test(code)) throw new StoreUnavailable(`the file in ${directory} is damaged: ${message}`, error)
    throw error
  } finally {
    await file.close()
  }
}

/** A verdict as a person reads it: one line. */
export function tellVerdict({ events, aggregates, seals, fault }: Verdict): string {
  if (fault) return `NOT AS IT WAS WRITTEN: ${fault.reason}.`
  return `${events} events of ${aggregates} aggregates are as they were written; ${seals} ${seals === 1 ? 'seal holds' : 'seals hold'}.`
}
