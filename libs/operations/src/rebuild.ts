import type { ServiceName } from '@yiwang/contracts'
import { readersIn } from '@yiwang/messaging'
import { SqliteStoredDocuments, type StoredDocuments } from '@yiwang/persistence/operations'
import { EventLog, progress, StationFile, type Tell } from '@yiwang/persistence/stores'

export interface ReadModel {
  service: ServiceName
  collection: string
  /** Where the service keeps what its handlers could not take: what was left there for this read model comes again by itself. */
  setAsides: string
}

/** `hotline.callers` names the read model `callers` of `hotline`, filled by the reader of that name. */
export function readModelOf(name: string): ReadModel {
  const at = name.indexOf('.')
  if (at < 0) throw new Error(`${name} is no read model: they are named by service and collection, such as hotline.callers`)
  return { service: name.slice(0, at) as ServiceName, collection: name.slice(at + 1), setAsides: 'set-aside' }
}

/** Where read models lie, and the consumer groups that ever read. */
export interface ReadModels {
  documents: StoredDocuments
  groups(): Promise<string[]>
  /** Sends a group back to the beginning. */
  rewind(group: string): Promise<unknown>
}

/** Documents in one transaction. */
const BATCH = 1_000

/**
 * Empties a read model and sends its group back to the beginning of the log: the next start fills it again. Others who read in that group find what comes once more
 * taken, and stay as they are. While no service that fills it runs. Refuses a collection whose documents have events of their own, since those are nowhere else.
 * Answers how many documents were dropped.
 *
 * The group first, and those of earlier versions that its reader was in, so that no later one begins where they had come to: cut off at any moment, what is gone comes again from the log, what is still there stays as it was, and running it again drops the rest.
 */
export async function rebuild({ documents, groups, rewind }: ReadModels, model: ReadModel, tell: Tell = () => undefined): Promise<number> {
  const { service, collection, setAsides } = model
  const name = `${service}.${collection}`
  const there = await documents.collections()
  if (!there.includes(name)) throw new Error(`there is no collection ${name}`)
  if (await documents.publishes(name)) throw new Error(`${name} is no read model: its documents have published events, and it is not dropped`)
  const filling = (await groups()).filter((group) => readersIn(group).includes(name))
  // What no reader of its own fills (an audit, a counter) is nowhere else.
  if (!filling.length) throw new Error(`${name} is no read model: no consumer group ever filled it`)
  for (const group of filling) await rewind(group)

  const dropped = await empty(documents, name, tell)
  for (const asides of [`${service}.${setAsides}`, `${service}.${setAsides}-events`])
    if (there.includes(asides)) await forget(documents, asides, name)
  return dropped
}

async function empty(documents: StoredDocuments, collection: string, tell: Tell): Promise<number> {
  const all = (await documents.measure(collection)).documents
  const did = progress((some) => tell(`${some} of ${all} documents dropped …`))
  let dropped = 0
  for (let ids = await documents.ids(collection, '', BATCH); ids.length; ids = await documents.ids(collection, ids[ids.length - 1], BATCH)) {
    await documents.remove(collection, ids)
    dropped += ids.length
    did(ids.length)
  }
  return dropped
}

/** What a reader left there. */
async function forget(documents: StoredDocuments, collection: string, reader: string): Promise<void> {
  let after = ''
  for (let page = await documents.page(collection, after, BATCH); page.length; page = await documents.page(collection, after, BATCH)) {
    after = page[page.length - 1].record._id
    const ids = page.flatMap(({ record }) => (record.group === reader ? [record._id] : []))
    if (ids.length) await documents.remove(collection, ids)
  }
}

export const readingOf = (log: EventLog): Omit<ReadModels, 'documents'> => ({
  groups: async () => log.groups(),
  rewind: (group) => log.rewind(group),
})

/** `npm run rebuild -- hotline.callers` on a station. Throws StoreUnavailable while it runs: it would be a second writer. */
export async function rebuildInFolder(directory: string, name: string, tell?: Tell): Promise<number> {
  const file = new StationFile(directory)
  try {
    const log = new EventLog(file)
    return await rebuild({ documents: new SqliteStoredDocuments(file), ...readingOf(log) }, readModelOf(name), tell)
  } finally {
    await file.close()
  }
}
