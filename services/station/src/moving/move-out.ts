import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Clock } from '@yiwang/domain'
import {
  copyFiles,
  distributedContent,
  MovedFile,
  moveDocuments,
  moveEventKeys,
  moveSeals,
  printOf,
  StationEvidence,
  stationContent,
  takeEvents,
  tellVerdict,
  type Verdict,
  verifyFolder,
} from '@yiwang/operations'
import { BlobFolder, EVENT_KEYS, SqliteStore, StationFile, StoreUnavailable, type Tell } from '@yiwang/persistence/stores'
import type { HouseSettings } from '@yiwang/platform'
import { counted, digestOf, openStoppedHouse, type StoppedHouse } from './houses'

/** Carries the distributed row out into a folder that a station starts from; goes on where it was ended. Answers the last line. */
export async function moveOut(settings: HouseSettings, directory: string, tell: Tell): Promise<string> {
  const stopped = await openStoppedHouse(settings)
  try {
    return await carry(stopped, directory, tell)
  } finally {
    await stopped.close()
  }
}

async function carry({ house, topics }: StoppedHouse, directory: string, tell: Tell): Promise<string> {
  await house.check()
  // What waits in documents is sent first: this process has a relay like any other.
  for (let told = false; await house.store.outbox.oldest(); told = true) {
    if (!told) tell('Sending what still waits in documents …')
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
  for (const topic of topics.names()) await house.evidence.seal(topic, new Date())
  const here = await house.evidence.verify()
  if (here.fault) throw new StoreUnavailable(`the distributed row is not moved as it is: ${tellVerdict(here)}`)
  const from = distributedContent(house.store.db)
  const ends: number[][] = []
  for (const topic of topics.names()) ends.push(await topics.ends(topic))
  const print = digestOf([await printOf(from), ends])

  const { vault } = house.store
  const draft = join(directory, 'moving')
  if (existsSync(join(directory, 'station.db'))) {
    if (!isOf(directory, print))
      throw new StoreUnavailable(`${directory} already holds a station, of another content than the distributed row has now`)
    rmSync(draft, { recursive: true, force: true })
    return `The distributed row was moved out to ${directory} before, and everything is there: ${tellVerdict(checked(await verifyFolder(directory, vault), here))}`
  }
  // A station finds its file only once it is whole.
  const file = new StationFile(draft)
  try {
    const moved = new MovedFile(file)
    if (!moved.isOf(print)) throw new StoreUnavailable(`${draft} holds a part of the distributed row as it was before: remove it and begin anew`)
    const { log, eventKeyFile } = new SqliteStore(file, vault, new Clock())
    // Where they stay: a station finds its own file only once everything is there.
    const files = await copyFiles({ documents: from.documents, bytes: house.store.blobs, vault }, new BlobFolder(directory), tell)
    const evidence = new StationEvidence(file, vault)
    const to = stationContent(file)
    tell(`In the distributed row ${tellVerdict(here)} Moving …`)
    const documents = await moveDocuments(from, to, tell)
    await moveEventKeys(house.store.eventKeyRecords, eventKeyFile, tell)
    const events = await takeEvents(topics, log, moved, tell)
    const seals = await moveSeals(from, to)
    await evidence.seal(new Date())
    tell(`${documents} documents, ${counted(files)}${events} events and ${seals} seals are there; checking …`)
    checked(await verifyFolder(draft, vault, undefined, { files: join(directory, 'blobs') }), here)
  } finally {
    await file.close()
  }
  // A copy first: cut off between the two, it is made once more.
  if (existsSync(join(draft, EVENT_KEYS))) copyFileSync(join(draft, EVENT_KEYS), join(directory, EVENT_KEYS))
  renameSync(join(draft, 'station.db'), join(directory, 'station.db'))
  const there = checked(await verifyFolder(directory, vault), here)
  rmSync(draft, { recursive: true, force: true })
  return `Everything is there: ${tellVerdict(there)} Start a station with DATA_DIR=${directory} and the same DATA_KEY${vault.keyIds.length > 1 ? ' and DATA_KEYS_FORMER' : ''}.`
}

function isOf(directory: string, print: string): boolean {
  const file = new StationFile(directory, { readOnly: true })
  const same = new MovedFile(file).isOf(print)
  void file.close()
  return same
}

function checked(there: Verdict, here: Verdict): Verdict {
  if (there.fault) throw new StoreUnavailable(`what arrived is not what left: ${tellVerdict(there)}`)
  if (there.events < here.events) throw new StoreUnavailable(`${there.events} events arrived where ${here.events} left`)
  return there
}
