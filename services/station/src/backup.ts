import 'reflect-metadata'
import { existsSync } from 'node:fs'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import { backUp, backUpEventKeys, tellVerdict } from '@yiwang/operations'
import { Vault } from '@yiwang/persistence'
// Which documents name files.
import './services'
import { EVENT_KEYS } from '@yiwang/persistence/stores'
import { dataKeys, houseSettings, isDistributed, orExit, readSettings, SettingsError } from '@yiwang/platform'

const DISTRIBUTED =
  'MONGODB_URI, KAFKA_BROKERS, REDIS_URL: backup copies a station. In the distributed row MongoDB and Kafka are backed up together, as docs/runbook.md says (back up)'

/**
 * `npm run backup -- <file> [--event-keys <file>]`: a copy of the station's data as it is at one moment, also while it runs, verified. Never with the key. The event keys go to a file of
 * their own, which takes the place of their copy before.
 */
orExit(async () => {
  const settings = readSettings(houseSettings)
  const { positionals, values } = parseArgs({ allowPositionals: true, options: { 'event-keys': { type: 'string' } } })
  const [file] = positionals
  const eventKeys = values['event-keys']
  if (isDistributed(settings)) throw new SettingsError(DISTRIBUTED)
  if (!file) throw new SettingsError('backup: say where to, such as `npm run backup -- /media/backup/yiwang.db`')
  const { DATA_DIR } = settings
  const began = new Date()
  const { size, files, verdict } = await backUp(DATA_DIR, file, new Vault(...dataKeys(settings, { make: false })))
  const hasEventKeys = existsSync(join(DATA_DIR, EVENT_KEYS))
  if (eventKeys && hasEventKeys) await backUpEventKeys(DATA_DIR, eventKeys)
  const keys = settings.DATA_KEY ? 'DATA_KEY' : existsSync(join(DATA_DIR, 'keys-former')) ? 'key and keys-former' : 'key'
  const lines = [
    `${file}: the data of ${DATA_DIR} as it was at ${began.toISOString()}, ${(size / 1e6).toFixed(1)} MB, for its owner's eyes only.`,
    ...(files ? [`${files}: the files that it knows, sealed as they are in ${join(DATA_DIR, 'blobs')}.`] : []),
    tellVerdict(verdict),
    `What it is sealed with (${keys}) is NOT in it: keep that in another place; without it the backup is worth nothing.`,
    ...(hasEventKeys ? [tellEventKeys(eventKeys)] : []),
    `To restore: put it into an empty folder as station.db${files ? `, and ${basename(files)} as blobs` : ''}${hasEventKeys ? `, and the LATEST ${EVENT_KEYS}` : ''}, with ${keys} as ${settings.DATA_KEY ? 'set' : 'kept'} for it; DATA_DIR=<folder> npm run verify; then start.`,
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
  process.exit(verdict.fault ? 1 : 0)
})

const tellEventKeys = (path: string | undefined) =>
  path
    ? `The event keys were copied to ${path}, in the place of the copy that was there: never keep two, or what was erased comes back.`
    : `The event keys (${EVENT_KEYS}) are NOT in it: keep their latest copy, and no other, in another place (--event-keys <file>).`
