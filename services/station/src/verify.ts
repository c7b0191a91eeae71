import 'reflect-metadata'
import { tellVerdict, Vault, verifyFolder } from '@yiwang/persistence'
import { dataKeys, houseSettings, orExit, readSettings } from '@yiwang/platform'

/**
 * `npm run verify [-- <number> <signature>]`: walks every aggregate's events and the seals, read-only, also while the station runs. With the last seal that was
 * kept elsewhere (it stands in the station's log) it also sees a tail that was removed whole. Ends with 1 where something is not as it was written.
 */
orExit(async () => {
  const settings = readSettings(houseSettings)
  const [number, signature] = process.argv.slice(2)
  const known = signature ? { number: Number(number), signature } : undefined
  const verdict = await verifyFolder(settings.DATA_DIR, new Vault(...dataKeys(settings, { make: false })), known)
  process.stdout.write(`${tellVerdict(verdict)}\n`)
  process.exitCode = verdict.fault ? 1 : 0
})
