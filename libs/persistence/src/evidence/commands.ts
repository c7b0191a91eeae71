import { StoreUnavailable } from '../errors'
import { StationFile } from '../sqlite/file'
import type { Vault } from '../vault'
import { Evidence, type Verdict } from './evidence'
import type { Seal } from './seal'

/** `npm run verify`: opens the folder read-only, also while the station runs. */
export async function verifyFolder(directory: string, vault: Vault, known?: Pick<Seal, 'number' | 'signature'>): Promise<Verdict> {
  const file = new StationFile(directory, { readOnly: true })
  try {
    return new Evidence(file, vault).verify(known)
  } catch (error) {
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
  return `${events} events of ${aggregates} aggregates are as they were written; ${seals} ${seals === 1 ? 'seal' : 'seals'} hold.`
}
