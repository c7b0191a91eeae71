import type { Vault } from '@yiwang/persistence'
import { StationFile } from '@yiwang/persistence/stores'
import { checkSeals, type KnownSeal } from '../seals'
import { type Verdict, verdictOf } from '../verdict'
import { walkAggregates } from './aggregates'
import { checkOrder } from './log-order'
import { SealRows } from './seal-rows'

/** `npm run verify`: opens the folder read-only, also while the station runs. `known`: a seal that was kept elsewhere. `name`: of a copy of the station's file in that folder. */
export async function verifyFolder(directory: string, vault: Vault, known?: KnownSeal, name?: string): Promise<Verdict> {
  const file = new StationFile(directory, { readOnly: true, name })
  try {
    return await file.inOneMoment(() =>
      verdictOf(async (verdict) => {
        Object.assign(verdict, walkAggregates(file))
        checkOrder(file)
        verdict.seals = await checkSeals(new SealRows(file), vault.verifyingKeys, known)
      }),
    )
  } finally {
    await file.close()
  }
}
