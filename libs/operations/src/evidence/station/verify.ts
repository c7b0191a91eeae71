import type { Vault } from '@yiwang/persistence'
import { LogRows, SqliteStoredDocuments } from '@yiwang/persistence/operations'
import { BlobFolder, StationFile } from '@yiwang/persistence/stores'
import { verifyFiles } from '../../blobs'
import { proveDocuments } from '../proof'
import { checkSeals, type KnownSeal } from '../seals'
import { type Verdict, verdictOf } from '../verdict'
import { Documents } from './documents'
import { StationSeals } from './seals'
import { checkOrder, walkAggregates } from './walk'

/** `npm run verify`: opens the folder read-only, also while the station runs. `known`: a seal that was kept elsewhere. `copy`: of the station's file and of its files, by other names. */
export async function verifyFolder(
  directory: string,
  vault: Vault,
  known?: KnownSeal,
  copy: { name?: string; files?: string } = {},
): Promise<Verdict> {
  const file = new StationFile(directory, { readOnly: true, name: copy.name })
  const log = new LogRows(file)
  try {
    return await verdictOf(async (verdict) => {
      const [documents, seals] = [new SqliteStoredDocuments(file), new StationSeals(file)]
      await file.inOneMoment(async () => {
        Object.assign(verdict, await walkAggregates(log, new Documents(documents, log)))
        checkOrder(log)
        verdict.seals = await checkSeals(seals, vault, known)
      })
      // A document is proved by itself: it need not be the same moment, which the write-ahead log would have to wait for. Nor need files: what a document names stays for a day after it names it no more.
      verdict.documents = await proveDocuments(documents, await seals.all(), vault)
      const files = await verifyFiles({ documents, bytes: new BlobFolder(directory, copy.files), vault })
      if (files) verdict.files = files
    })
  } finally {
    await file.close()
  }
}
