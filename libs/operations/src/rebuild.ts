import { progress, StationFile, type Tell } from '@yiwang/persistence/stores'
import { type ReadModel, type ReadModels, readModelOf } from './read-model'
import { StationReadModels } from './station-read-models'

/** Documents in one transaction. */
const BATCH = 1_000

/**
 * Empties a read model and sends its group back to the beginning of the log: the next start fills it again. Refuses a collection whose documents have
 * events of their own, since those are nowhere else. Answers how many documents were dropped.
 *
 * The group first: cut off at any moment, what is gone comes again from the log, what is still there stays as it was, and running it again drops the rest.
 */
export async function rebuild(row: ReadModels, model: ReadModel, tell: Tell = () => undefined): Promise<number> {
  const { service, collection, group, setAsides } = model
  const name = `${service}.${collection}`
  if (!(await row.has(name))) throw new Error(`there is no collection ${name}`)
  if (await row.publishes(name)) throw new Error(`${name} is no read model: its documents have published events, and it is not dropped`)
  // What no group of its own fills (an audit, a counter) is nowhere else.
  if (!(await row.rewind(group))) throw new Error(`${name} is no read model: no consumer group ${group} ever filled it`)

  const all = await row.count(name)
  const dropped = await empty(row, name, { tell: (some) => tell(`${some} of ${all} documents dropped …`) })
  for (const asides of [`${service}.${setAsides}`, `${service}.${setAsides}-events`]) if (await row.has(asides)) await empty(row, asides, { group })
  return dropped
}

async function empty(row: ReadModels, collection: string, { group, tell }: { group?: string; tell?: (dropped: number) => void }): Promise<number> {
  let dropped = 0
  const did = progress((some) => tell?.(some))
  for (let page = await row.page(collection, '', BATCH, group); page.last !== undefined; page = await row.page(collection, page.last, BATCH, group)) {
    if (page.ids.length) await row.remove(collection, page.ids)
    dropped += page.ids.length
    did(page.ids.length)
  }
  return dropped
}

/** `npm run rebuild -- hotline.callers` on a station. Throws StoreUnavailable while it runs: it would be a second writer. */
export async function rebuildInFolder(directory: string, name: string, tell?: Tell): Promise<number> {
  const file = new StationFile(directory)
  try {
    return await rebuild(new StationReadModels(file), readModelOf(name), tell)
  } finally {
    await file.close()
  }
}
