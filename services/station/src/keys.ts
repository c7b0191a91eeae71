import 'reflect-metadata'
import { join } from 'node:path'
import { notesOf, services } from '@yiwang/contracts'
import { dataKeys, houseSettings, orExit, readSettings, SettingsError, writeKeys } from '@yiwang/platform'
import { topicsOf } from './hearings'

/**
 * `npm run keys -- <folder>`: for each service that runs alone a file of the keys that it needs and no others, made of the data key (and former ones): `<folder>/<service>/keys.json`,
 * to be named by its KEYS_FILE. Made anew, each takes the place of the one before.
 */
orExit(async () => {
  const settings = readSettings(houseSettings)
  const [folder] = process.argv.slice(2)
  if (!folder) throw new SettingsError('keys: say where to, such as `npm run keys -- ./keys`')
  const keys = dataKeys(settings, { make: false })
  for (const service of services) {
    const [path, topics] = [join(folder, service, 'keys.json'), [...topicsOf(service), ...notesOf(service)]]
    writeKeys(path, { service, topics, dataKeys: keys })
    process.stdout.write(`${path}: ${service}'s own, and ${topics.join(', ')}\n`)
  }
  process.stdout.write('Whoever has such a file opens what that service opens. Give each to its service alone, and keep none of them here.\n')
  process.exit(0)
})
