import 'reflect-metadata'
import { houseSettings, isDistributed, orExit, readSettings, SettingsError } from '@yiwang/platform'
import { moveIn } from './moving/move-in'
import { moveOut } from './moving/move-out'

/**
 * `npm run move -- in`: the data folder into the distributed row that the three addresses name. `npm run move -- out <folder>`: the distributed row into a folder
 * that a station starts from. Both may be ended at any moment and run again.
 */
orExit(async () => {
  const settings = readSettings(houseSettings)
  const [direction, folder] = process.argv.slice(2)
  const wellSaid = (direction === 'in' && folder === undefined) || (direction === 'out' && folder)
  if (!wellSaid) throw new SettingsError('move: say `npm run move -- in`, or `npm run move -- out <folder>`')
  if (!isDistributed(settings)) throw new SettingsError('MONGODB_URI, KAFKA_BROKERS, REDIS_URL: a move needs the addresses of the distributed row')
  const tell = (line: string) => process.stdout.write(`${line}\n`)
  tell(await (direction === 'in' ? moveIn(settings, tell) : moveOut(settings, folder, tell)))
  process.exit(0)
})
