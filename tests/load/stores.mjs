import { randomBytes } from 'node:crypto'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { startServers } from '../real/servers.mjs'
import { undoLater } from './processes.mjs'

const require = createRequire(import.meta.url)

/** A station's store by itself in this process, in a folder of its own, under a new key. */
export function openStation(folder) {
  const { Vault } = require('@yiwang/persistence')
  const { SqliteStore, StationFile } = require('@yiwang/persistence/stores')
  const { Clock } = require('@yiwang/domain')
  const file = new StationFile(join(folder, 'data'))
  return { store: new SqliteStore(file, new Vault(randomBytes(32)), new Clock()), close: () => file.close() }
}

/** The other row's, in a database of that name on servers of its own. */
export async function openDistributed(name) {
  const { Vault } = require('@yiwang/persistence')
  const { MongoStore } = require('@yiwang/persistence/stores')
  const { Clock } = require('@yiwang/domain')
  const starting = startServers()
  const stop = undoLater(async () => (await starting).stop())
  const uri = new URL((await starting).env.TEST_MONGODB_URI)
  uri.pathname = `/${name}`
  const store = await MongoStore.open({ uri: uri.href }, new Vault(randomBytes(32)), new Clock())
  return { store, close: () => store.close().then(stop) }
}
