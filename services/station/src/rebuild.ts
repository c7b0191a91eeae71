import 'reflect-metadata'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { rebuildInFolder, StoreUnavailable } from '@yiwang/persistence'
import { houseSettings, isCity, orExit, readSettings, SettingsError } from '@yiwang/platform'

const NOT_IN_A_CITY =
  "MONGODB_URI, KAFKA_BROKERS, REDIS_URL: rebuild works on a station's folder. A read model of a city is emptied as docs/runbook.md says (a read model anew)"

/** `npm run rebuild -- hotline.callers`: empties a read model; the next start fills it again from the log. Refuses while the station runs. */
orExit(async () => {
  const settings = readSettings(houseSettings)
  const { DATA_DIR } = settings
  if (isCity(settings)) throw new SettingsError(NOT_IN_A_CITY)
  const name = process.argv[2]
  if (!name) {
    process.stderr.write('Name the read model, such as hotline.callers or information-network.timeline.\n')
    process.exitCode = 1
    return
  }
  // Opening would make one, which the station would then take for data that lost its key.
  if (!existsSync(join(DATA_DIR, 'station.db'))) throw new StoreUnavailable(`there is no station.db in ${DATA_DIR}`)
  try {
    const dropped = await rebuildInFolder(DATA_DIR, name)
    process.stdout.write(`${name}: ${dropped} documents dropped; the next start fills it from the log.\n`)
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`)
    process.exitCode = 1
  }
})
