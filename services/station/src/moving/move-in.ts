import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Clock } from '@yiwang/domain'
import {
  beginMove,
  type Content,
  copyFiles,
  distributedContent,
  endMove,
  moveDocuments,
  moveEventKeys,
  moveEvents,
  moveInto,
  movePositions,
  moveSeals,
  printOf,
  stationContent,
  tellVerdict,
} from '@yiwang/operations'
import { type SqliteStore, StoreUnavailable, type Tell } from '@yiwang/persistence/stores'
import { createApp, type HouseSettings, openLog, openStation, type StationHouse } from '@yiwang/platform'
import { everyService } from '../services'
import { counted, digestOf, openStoppedHouse, type StoppedHouse } from './houses'

/** Carries a stopped station's data folder into the distributed row; goes on where it was ended. Answers the last line. */
export async function moveIn(settings: HouseSettings, tell: Tell): Promise<string> {
  const { DATA_DIR, DATA_KEY } = settings
  // Opening would make one.
  if (!existsSync(join(DATA_DIR, 'station.db'))) throw new StoreUnavailable(`there is no station.db in ${DATA_DIR}`)
  const kept = join(DATA_DIR, 'key')
  if (DATA_KEY && existsSync(kept) && readFileSync(kept, 'utf8').trim() !== DATA_KEY.trim())
    throw new StoreUnavailable(`DATA_KEY is another key than ${kept}: a move keeps the key, set DATA_KEY to that one`)

  const stopped = await openStoppedHouse(settings)
  try {
    const clock = new Clock()
    const station = openStation(settings, clock, { tell })
    const { store, close } = station
    try {
      // What an earlier version left in clear is sealed before it goes anywhere.
      await createApp({ services: everyService, house: station, clock, log: openLog('silent') })
      await station.check()
      const lacking = store.vault.keyIds.filter((id) => !stopped.house.store.vault.keyIds.includes(id))
      if (lacking.length)
        throw new StoreUnavailable(
          `the folder's former keys (${lacking.join(', ')}) are needed there as well: put those of ${join(DATA_DIR, 'keys-former')} into DATA_KEYS_FORMER`,
        )
      return await carry(station, stopped, settings, tell)
    } finally {
      await close()
    }
  } finally {
    await stopped.close()
  }
}

async function carry({ store, evidence }: StationHouse, stopped: StoppedHouse, settings: HouseSettings, tell: Tell): Promise<string> {
  const { house } = stopped
  await evidence.seal(new Date())
  const here = await evidence.verify()
  if (here.fault) throw new StoreUnavailable(`the folder is not moved as it is: ${tellVerdict(here)}`)

  const from = stationContent(store.file)
  const print = digestOf([await printOf(from), here])
  const begun = await moveInto(house.store.db)
  if (begun && begun.print !== print) throw new StoreUnavailable(otherFolder(house.store.connection.name, begun.done))
  if (!begun?.done) {
    if (!begun) await requireEmpty(stopped)
    await house.setup(settings.KAFKA_REPLICATION)
    if (!begun) await beginMove(house.store.db, print)
    tell(`In the folder ${tellVerdict(here)} Moving …`)
    await fill(stopped, from, store, tell)
  }
  const there = await house.evidence.verify((await from.seals.all()).at(-1))
  if (there.fault) throw new StoreUnavailable(`what arrived is not what left: ${tellVerdict(there)}`)
  if (begun?.done) return `This folder was moved in before, and everything is there: ${tellVerdict(there)}`
  if (there.events !== here.events) throw new StoreUnavailable(`${there.events} events arrived where ${here.events} left`)
  await endMove(house.store.db, new Date())
  return `Everything is there: ${tellVerdict(there)}`
}

async function fill({ house, topics }: StoppedHouse, from: Content, { log, blobs, vault, eventKeyFile }: SqliteStore, tell: Tell): Promise<void> {
  const to = distributedContent(house.store.db)
  const documents = await moveDocuments(from, to, tell)
  const files = await copyFiles({ documents: from.documents, bytes: blobs, vault }, house.store.blobs, tell)
  // Before the events that are opened with them.
  await moveEventKeys(eventKeyFile, house.store.eventKeyRecords, tell)
  const events = await moveEvents(log, topics, tell)
  await movePositions(log, topics, tell)
  const seals = await moveSeals(from, to)
  tell(`${documents} documents, ${counted(files)}${events} events and ${seals} seals are there; checking …`)
  for (const topic of topics.names()) await house.evidence.seal(topic, new Date())
}

const otherFolder = (database: string, done: Date | undefined) =>
  done
    ? `${database} holds a station that was moved in at ${done.toISOString()}, and this folder is another one or went on since`
    : `${database} holds a part of another folder, or this one was changed since: empty the database and the topics, and begin anew`

async function requireEmpty({ house, topics }: StoppedHouse): Promise<void> {
  const { documents } = distributedContent(house.store.db)
  for (const collection of await documents.collections()) {
    const there = (await documents.measure(collection)).documents
    if (there)
      throw new StoreUnavailable(`the database ${house.store.connection.name} already holds something else: ${there} documents in ${collection}`)
  }
  for (const topic of await topics.existing())
    if ((await topics.ends(topic)).some((end) => end > 0)) throw new StoreUnavailable(`the topic ${topic} already holds events`)
}
