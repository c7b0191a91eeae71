import type { Index, Shape } from '../shape'
import type { Records } from './records'

interface IndexSpec {
  name: string
  key: Record<string, 1>
  unique?: boolean
  sparse?: boolean
  partialFilterExpression?: Record<string, unknown>
}

/** Finds what a crash left in the outbox. */
const OUTBOX: IndexSpec = { name: '_.outboxAt', key: { '_.outboxAt': 1 }, sparse: true }

const specsOf = (shape: Shape): IndexSpec[] => [...shape.indexes.map((index) => specOf(shape, index)), OUTBOX]

// MongoDB's indexes carry no array: what is asked of one is asked of the document, off our thread.
function specOf(shape: Shape, { name, fields, carries, lists, unique, partial }: Index): IndexSpec {
  const [paths, carried] = [fields, carries.filter((path) => !lists.includes(path))].map((all) => all.map((path) => shape.storedPath(path).join('.')))
  return {
    name,
    // Ties of every order go by id.
    key: Object.fromEntries([...paths, ...(unique ? [] : ['_id']), ...carried].map((path) => [path, 1 as const])),
    ...(unique && { unique }),
    ...(partial && { partialFilterExpression: Object.fromEntries(paths.map((path) => [path, { $exists: true }])) }),
  }
}

export async function makeIndexes(shape: Shape, records: Records): Promise<void> {
  await records.createIndexes(specsOf(shape) as never)
}

/** Those that no longer belong, or lead elsewhere: an index on what is gone from the documents would take them for the same. */
export async function dropIndexes(shape: Shape, records: Records): Promise<void> {
  const wanted = new Map(specsOf(shape).map(({ name, key }) => [name, JSON.stringify(key)]))
  // A collection that is not there has none.
  for (const { name, key } of await records.indexes().catch(() => []))
    if (name && name !== '_id_' && wanted.get(name) !== JSON.stringify(key)) await records.dropIndex(name)
}

/** The indexes that are missing or made otherwise, as `collection index`. */
export async function checkIndexes(shape: Shape, records: Records): Promise<string[]> {
  // A collection that is not there has none.
  const there = await records.indexes().catch(() => [])
  const has = ({ name, key, unique = false }: IndexSpec) =>
    there.some((one) => one.name === name && JSON.stringify(one.key) === JSON.stringify(key) && (one.unique ?? false) === unique)
  return specsOf(shape).flatMap((spec) => (has(spec) ? [] : [`${shape.name} ${spec.name}`]))
}
