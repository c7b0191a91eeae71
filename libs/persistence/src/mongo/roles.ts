import { services } from '@yiwang/contracts'
import type { Db } from 'mongodb'
import type { Tell } from '../tell'
import { eventKeysOf } from './event-key-records'

interface Privilege {
  resource: { db: string; collection: string }
  actions: string[]
}

const READ = ['find', 'listIndexes']
const WRITE = [...READ, 'insert', 'update', 'remove']

/** What every service looks at before it starts: names of keys, the form of what is stored, whether a station is being moved in. */
const SHARED = ['house', 'keys', 'forms', 'moves']
/** Where each seals its own topic: what was sealed is never changed. */
const SEALS = ['seals', 'seal-heads']

/** What one service does in the store, and may do: with its own collections and files, and no other's. `collections`: all that `npm run setup` knows, as `<service>.<name>`. */
export function privilegesOf(service: string, db: string, collections: string[]): Privilege[] {
  const own = collections.filter((name) => name.startsWith(`${service}.`))
  const on = (actions: string[]) => (collection: string) => ({ resource: { db, collection }, actions })
  return [
    // Of the names of collections alone: before a seal it is looked at which there are.
    { resource: { db, collection: '' }, actions: ['listCollections'] },
    ...own.map(on(WRITE)),
    // The driver makes the two indexes of a bucket with its first file.
    ...['files', 'chunks'].map((part) => `blobs.${service}.${part}`).map(on([...WRITE, 'createIndex'])),
    ...SHARED.map(on(READ)),
    ...SEALS.map(on([...READ, 'insert'])),
    // Whoever hears an event reads its key, and nobody destroys another's.
    ...services.map((one) => on(one === service ? [...READ, 'insert', 'update'] : READ)(eventKeysOf(one))),
  ]
}

/**
 * A role for each service, in its name, for the user that it comes as. Only where the store asks who somebody is; where that user may make no roles, it is told and
 * whoever looks after the store makes them.
 */
export async function makeRoles(db: Db, collections: string[], tell: Tell): Promise<void> {
  const { authInfo } = await db.command({ connectionStatus: 1 })
  if (!authInfo?.authenticatedUsers?.length) return
  const services = new Set(collections.map((name) => name.split('.')[0]))
  try {
    const { roles } = await db.command({ rolesInfo: 1 })
    const there = new Set((roles as { role: string }[]).map(({ role }) => role))
    for (const service of services) {
      const privileges = privilegesOf(service, db.databaseName, collections)
      await db.command({ [there.has(service) ? 'updateRole' : 'createRole']: service, privileges, roles: [] })
    }
    tell(`${services.size} roles say what each service may do in the store`)
  } catch (error) {
    if ((error as { code?: number }).code !== NOT_AUTHORIZED) throw error
    tell(`this user may make no roles in the store: what each service may do there is left to whoever looks after it (${(error as Error).message})`)
  }
}

const NOT_AUTHORIZED = 13
