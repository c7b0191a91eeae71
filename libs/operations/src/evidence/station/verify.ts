import type { Vault } from '@yiwang/persistence'
import { LogRows, SqliteStoredDocuments } from '@yiwang/persistence/operations'
import { StationFile } from '@yiwang/persistence/stores'
import { checkSeals, type KnownSeal } from '../seals'
import { type Verdict, verdictOf } from '../verdict'
import { Documents } from './documents'
import { StationSeals } from './seals'
import { checkOrder, walkAggregates } from './walk'

/** `npm run verify`: opens the folder read-only, also while the station runs. `known`: a seal that was kept elsewhere. `name`: of a copy of the station's file in that folder. */
export async function verifyFolder(directory: string, vault: Vault, known?: KnownSeal, name?: string): Promise<Verdict> {
  const file = new StationFile(directory, { readOnly: true, name })
  const log = new LogRows(file)
  try {
    return await file.inOneMoment(() =>
      verdictOf(async (verdict) => {
        Object.assign(verdict, await walkAggregates(log, new Documents(new SqliteStoredDocuments(file), log)))
        checkOrder(log)
        verdict.seals = await checkSeals(new StationSeals(file), vault.verifyingKeys, known)
      }),
    )
  } finally {
    await file.close()
  }
}
