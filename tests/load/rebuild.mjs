import { randomBytes } from 'node:crypto'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { startServers } from '../real/servers.mjs'
import { figure } from './figures.mjs'
import { temporaryFolder, undoLater } from './processes.mjs'

const require = createRequire(import.meta.url)
const SIZES = [4_000, 16_000, 64_000]
const NAME = 'hotline.callers'

/** How long `npm run rebuild` takes to empty a read model of so many documents: of the distributed row the store's part, since Kafka's does not grow. */
export async function rebuild(row, { tell }) {
  const place = temporaryFolder()
  try {
    const house = await (row === 'station' ? station(place.folder) : distributed())
    const lines = []
    for (const size of SIZES) {
      await house.fill(size)
      const began = performance.now()
      const dropped = await house.empty()
      const ms = performance.now() - began
      if (dropped !== size) throw new Error(`${dropped} documents were dropped of ${size}`)
      tell(`${row}: ${size} documents dropped in ${figure(ms)} ms`)
      lines.push({
        figure: `rebuild of ${size.toLocaleString('en')} documents`,
        row,
        ours: `${figure(ms / 1000)} s, ${figure((ms * 1000) / size)} ms for 1,000`,
      })
    }
    await house.close()
    return { lines }
  } finally {
    await place.remove()
  }
}

async function station(folder) {
  const { Vault } = require('@yiwang/persistence')
  const { SqliteStore, StationFile } = require('@yiwang/persistence/stores')
  const { rebuildInFolder } = require('@yiwang/operations')
  const { Clock } = require('@yiwang/domain')
  const vault = new Vault(randomBytes(32))
  const directory = join(folder, 'data')
  return {
    async fill(size) {
      const store = new SqliteStore(new StationFile(directory), vault, new Clock())
      await fill(store, size)
      await store.log.commit([{ consumer: NAME, topic: 'information-network.events', partition: 0, next: 1 }])
      await store.file.close()
    },
    empty: () => rebuildInFolder(directory, NAME),
    close: async () => undefined,
  }
}

async function distributed() {
  const { Vault } = require('@yiwang/persistence')
  const { MongoStore } = require('@yiwang/persistence/stores')
  const { distributedContent, readModelOf, rebuild } = require('@yiwang/operations')
  const { Clock } = require('@yiwang/domain')
  const starting = startServers()
  const stop = undoLater(async () => (await starting).stop())
  const uri = new URL((await starting).env.TEST_MONGODB_URI)
  uri.pathname = '/rebuild'
  const store = await MongoStore.open({ uri: uri.href }, new Vault(randomBytes(32)), new Clock())
  return {
    fill: (size) => fill(store, size),
    empty: () =>
      rebuild({ documents: distributedContent(store.db).documents, groups: async () => [NAME], rewind: async () => undefined }, readModelOf(NAME)),
    async close() {
      await store.close()
      await stop()
    },
  }
}

async function fill(store, size) {
  const { callerSchema } = require('../../services/hotline/dist/callers/caller.schema')
  const callers = store.collection('hotline', 'callers', callerSchema)
  await store.setup?.()
  const one = (n) => ({ id: `resident-${n}`, name: '测试', phone: `1980000${String(n).padStart(5, '0')}`, areaCode: '320613004006', tags: [] })
  for (let from = 0; from < size; from += 1_000) await Promise.all(Array.from({ length: 1_000 }, (_, at) => callers.insert({ set: one(from + at) })))
}
