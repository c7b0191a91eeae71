import type { ServiceName } from '@yiwang/contracts'
import mongoose from 'mongoose'
import type { StoredRecord } from './shape'
import { EventLog } from './sqlite/event-log'
import { StationFile } from './sqlite/file'

export interface ReadModel {
  service: ServiceName
  collection: string
  /** The consumer group that fills it, and fills nothing else. */
  group: string
  /** Where the service keeps what its handlers could not take: what the group left there comes again by itself. */
  setAsides?: string
}

/** `hotline.callers` names the read model `callers` of `hotline`, filled by the group of that name. */
export function readModelOf(name: string): ReadModel {
  const at = name.indexOf('.')
  if (at < 0) throw new Error(`${name} is no read model: they are named by service and collection, such as hotline.callers`)
  return { service: name.slice(0, at) as ServiceName, collection: name.slice(at + 1), group: name, setAsides: 'set-aside' }
}

/**
 * Empties a read model and sends its group back to the beginning of the log, in one write: the next start fills it again. Refuses a collection whose documents have
 * events of their own, since those are nowhere else. Answers how many documents were dropped.
 */
export async function rebuild(file: StationFile, { service, collection, group, setAsides }: ReadModel): Promise<number> {
  const name = `${service}.${collection}`
  const tables = file.all<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table'").map((table) => table.name)
  if (!tables.includes(name)) throw new Error(`there is no collection ${name}`)
  // What no group of its own fills (an audit, a counter) is nowhere else.
  if (!file.get('SELECT 1 FROM positions WHERE consumer = ?', group))
    throw new Error(`${name} is no read model: no consumer group ${group} ever filled it`)

  const drop = (of: string, which: (record: StoredRecord) => boolean): number => {
    const dropped = [...documents(file, of)].filter(which)
    for (const table of tables.filter((one) => one === of || one.startsWith(`${of}#`))) {
      for (const { _id } of dropped) file.run(`DELETE FROM "${table}" WHERE id = ?`, _id)
    }
    return dropped.length
  }

  let dropped = 0
  await new EventLog(file).rewind(group, () => {
    dropped = drop(name, ({ _id, _ }) => {
      if (_.chain) throw new Error(`${name} ${_id} has published events: ${name} is no read model and is not dropped`)
      return true
    })
    const aside = `${service}.${setAsides}`
    if (tables.includes(aside)) drop(aside, (record) => record.group === group)
  })
  return dropped
}

/** `npm run rebuild -- hotline.callers`. Throws StoreUnavailable while the station runs: it would be a second writer. */
export async function rebuildInFolder(directory: string, name: string): Promise<number> {
  const file = new StationFile(directory)
  try {
    return await rebuild(file, readModelOf(name))
  } finally {
    await file.close()
  }
}

function* documents(file: StationFile, table: string): Iterable<StoredRecord> {
  for (let after = ''; ; ) {
    const rows = file.all<{ id: string; document: ArrayBuffer }>(`SELECT id, document FROM "${table}" WHERE id > ? ORDER BY id LIMIT 200`, after)
    if (!rows.length) return
    for (const { document } of rows) yield mongoose.mongo.BSON.deserialize(new Uint8Array(document)) as StoredRecord
    after = rows[rows.length - 1].id
  }
}
