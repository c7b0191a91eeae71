import 'reflect-metadata'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Clock } from '@yiwang/domain'
import { type Rotating, rotate } from '@yiwang/operations'
import { type Store, StoreUnavailable } from '@yiwang/persistence/stores'
import {
  createApp,
  type House,
  type HouseSettings,
  houseSettings,
  isDistributed,
  openDistributed,
  openLog,
  openStation,
  orExit,
  readSettings,
  takeNewKey,
} from '@yiwang/platform'
import { everyService } from './services'

type RotatingHouse = House & { store: Store & Rotating }

const tell = (line: string) => process.stdout.write(`${line}\n`)
const clock = new Clock()

/**
 * `npm run rotate`: seals what lies in documents anew with the current data key, while no service runs. A station whose key lies in its data folder gets a new one.
 * Whatever cuts it off, the next run goes on.
 */
orExit(async () => {
  const settings = readSettings(houseSettings)
  const house = await (isDistributed(settings) ? openDistributedAtRest(settings) : openStationWithNewKey(settings))
  try {
    if (await house.store.isRotated())
      tell(
        'Every document is under the current data key: nothing to do. To change it, set DATA_KEY to a new key and DATA_KEYS_FORMER to the one before.',
      )
    else await change(house, settings)
  } finally {
    await house.close()
  }
  process.exit(0)
})

async function openDistributedAtRest(settings: HouseSettings): Promise<RotatingHouse> {
  const house = await openDistributed(settings, clock, '', { rotating: true })
  const atWork = await house.transport.groupsAtWork()
  if (atWork.length) {
    await house.close()
    throw new StoreUnavailable(
      `services still run (${atWork.join(', ')}): stop every instance first; one that was killed is forgotten after 30 seconds`,
    )
  }
  return house
}

async function openStationWithNewKey(settings: HouseSettings): Promise<RotatingHouse> {
  // Opening would make one, which the station would then take for data that lost its key.
  if (!existsSync(join(settings.DATA_DIR, 'station.db'))) throw new StoreUnavailable(`there is no station.db in ${settings.DATA_DIR}`)
  const house = openStation(settings, clock, { rotating: true, tell })
  if (settings.DATA_KEY || !(await house.store.isRotated())) return house
  takeNewKey(settings.DATA_DIR)
  await house.close()
  return openStation(settings, clock, { rotating: true, tell })
}

async function change(house: RotatingHouse, settings: HouseSettings): Promise<void> {
  const [current, ...former] = house.store.vault.keyIds
  tell(`Every document is to lie under the data key ${current}.`)
  // Put together and never started: its features say which collections there are.
  await createApp({ services: everyService, house, clock, log: openLog('silent') })
  const all = await rotate(house.store, ({ name, documents, resealed, files }) =>
    tell(`${name}: ${documents} documents, ${resealed} of them sealed anew${files === undefined ? '' : `, and ${files} files`}`),
  )

  const documents = all.reduce((sum, one) => sum + one.documents, 0)
  tell(`${documents} documents in ${all.length} collections were counted and opened.`)
  const where = settings.DATA_KEY ? 'in DATA_KEYS_FORMER' : `in ${join(settings.DATA_DIR, 'keys-former')}`
  tell(
    `KEEP THE FORMER ${former.length === 1 ? 'KEY' : 'KEYS'} (${former.join(', ')}) ${where}: events never change and stay sealed with the key of their time, and so do older backups.`,
  )
  if (!settings.DATA_KEY) tell(`Write the new key down and keep it elsewhere, beside the former: ${join(settings.DATA_DIR, 'key')}`)
}
