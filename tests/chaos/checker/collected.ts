import { createHash } from 'node:crypto'
import mongoose from 'mongoose'
import type { Operation } from '../history'
import { type Message, readTopics } from './topics'

/** A document as the store has it. `_` holds what the services keep of its history; personal fields are sealed. */
export interface Stored {
  _id: string
  _?: {
    version?: number
    chain?: { sequence: number; hash: string }
    outbox?: unknown[]
    outboxAt?: Date
    /** `<handler>|<aggregate>` -> the last sequence that was taken from it. */
    taken?: Record<string, number>
  }
  // biome-ignore lint/suspicious/noExplicitAny: documents of every collection
  [field: string]: any
}

/** Everything that can be known of a day once it is over: what clients were told, what is stored, what was published. */
export interface Collected {
  operations: Operation[]
  documents: Record<string, Stored[]>
  messages: Message[]
  /** `topic/partition` -> its end when the day began: what lies before was not asked for by anyone. */
  began: Record<string, number>
  /** By service, the figures that it was asked for before the day and after it. */
  observed: Record<string, Record<'before' | 'after', Record<string, number>>>
}

export async function readDocuments(uri: string): Promise<Record<string, Stored[]>> {
  const client = await mongoose.mongo.MongoClient.connect(uri)
  try {
    const db = client.db()
    const names = (await db.listCollections().toArray()).map(({ name }) => name).filter((name) => name.includes('.') && !name.startsWith('system.'))
    return Object.fromEntries(await Promise.all(names.map(async (name) => [name, await db.collection<Stored>(name).find().toArray()] as const)))
  } finally {
    await client.close()
  }
}

export async function collect(mongodb: string, brokers: string, rest: Omit<Collected, 'documents' | 'messages'>): Promise<Collected> {
  return { ...rest, documents: await readDocuments(mongodb), messages: await readTopics(brokers) }
}

/** First occurrences only, by aggregate, in their order. */
export function chainsOf(messages: Message[]): Map<string, Message[]> {
  const chains = new Map<string, Message[]>()
  const seen = new Set<string>()
  for (const message of messages) {
    if (seen.has(message.id)) continue
    seen.add(message.id)
    const name = `${message.source}/${message.subject}`
    const chain = chains.get(name)
    if (chain) chain.push(message)
    else chains.set(name, [message])
  }
  return chains
}

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** The recipe of derived ids (docs/ARCHITECTURE.md, section 5), written down a second time. */
export function derived(...parts: string[]): string {
  const digest = createHash('sha256').update(JSON.stringify(parts)).digest()
  return [...digest.subarray(0, 26)].map((byte) => alphabet[byte % 32]).join('')
}

export function grouped<T>(all: T[], by: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const one of all) {
    const group = groups.get(by(one))
    if (group) group.push(one)
    else groups.set(by(one), [one])
  }
  return groups
}
