import type { Admin } from 'kafkajs'
import mongoose from 'mongoose'
import type { History } from '../history'
import { kinds } from '../kinds/all'
import { endsOf, groupsOf, kafkaAt, topicsOf } from './topics'

/** Longer than the longest pause before a message that was set aside is tried again. */
const NO_PROGRESS_MS = 200_000

/**
 * Waits for the row's own progress: no outbox holds anything, every group has committed what the topics hold, nothing is being retried, and what timed work has
 * under way is done, but for what never will be by `history`. Answers what still moved when nothing had changed for too long; empty where it came to rest.
 */
export async function untilQuiet(uri: string, brokers: string, history: History): Promise<string[]> {
  const client = await mongoose.mongo.MongoClient.connect(uri)
  const admin = kafkaAt(brokers).admin()
  await admin.connect()
  try {
    let before = { left: ['it was not looked for'], ends: 0 }
    for (let changedAt = Date.now(); Date.now() - changedAt < NO_PROGRESS_MS; await new Promise((resolve) => setTimeout(resolve, 500))) {
      const stored = await storedWork(client.db(), history)
      const { behind, ends } = await published(admin)
      const left = [...stored, ...behind]
      // Twice in a row: between two looks something may have gone from one place to the next.
      if (!left.length && !before.left.length && ends === before.ends) return []
      if (left.join() !== before.left.join() || ends !== before.ends) changedAt = Date.now()
      before = { left, ends }
    }
    return before.left.map((one) => `it did not come to rest: ${one}`)
  } finally {
    await Promise.all([client.close(), admin.disconnect()])
  }
}

async function storedWork(db: mongoose.mongo.Db, history: History): Promise<string[]> {
  const names = (await db.listCollections().toArray()).map(({ name }) => name).filter((name) => name.includes('.') && !name.startsWith('system.'))
  const found = await Promise.all(
    names.map(async (name) => {
      const outboxes = await db.collection(name).countDocuments({ '_.outboxAt': { $exists: true } })
      const retried = name.endsWith('.set-aside') ? await db.collection(name).countDocuments({ state: 'retrying' }) : 0
      const waiting = await underWay(db, name, history)
      return [
        ...(outboxes ? [`${name}: ${outboxes} outboxes`] : []),
        ...(retried ? [`${name}: ${retried} retried`] : []),
        ...(waiting ? [`${name}: ${waiting} under way`] : []),
      ]
    }),
  )
  return found.flat()
}

async function underWay(db: mongoose.mongo.Db, name: string, history: History): Promise<number> {
  const timed = kinds.map((one) => one.underWay).find((one) => one?.collection === name)
  if (!timed) return 0
  const forGood = timed.forGood?.(history)
  const found = await db.collection<{ _id: string }>(name).find(timed.where).toArray()
  return found.filter(({ _id }) => !forGood?.has(_id)).length
}

/** A broker that has just started loads its groups before it can tell of them: until then it is not at rest. */
async function published(admin: Admin): Promise<{ behind: string[]; ends: number }> {
  try {
    const behind = await lags(admin)
    const ends = [...(await endsOf(admin, await topicsOf(admin))).values()].reduce((sum, end) => sum + end, 0)
    return { behind, ends }
  } catch (error) {
    return { behind: [`Kafka cannot say: ${(error as Error).message}`], ends: 0 }
  }
}

async function lags(admin: Admin): Promise<string[]> {
  const behind = await Promise.all(
    (await groupsOf(admin)).map(async (groupId) => {
      const committed = await admin.fetchOffsets({ groupId })
      const at = new Map<string, number>(
        committed.flatMap(({ topic, partitions }) => partitions.map(({ partition, offset }) => [`${topic}/${partition}`, Number(offset)] as const)),
      )
      const ends = await endsOf(
        admin,
        committed.map(({ topic }) => topic),
      )
      const lags = [...ends].map(([place, end]) => [place, end - Math.max(0, at.get(place) ?? 0)] as const)
      return lags.filter(([, lag]) => lag > 0).map(([place, lag]) => `${groupId} is ${lag} behind the end of ${place}`)
    }),
  )
  return behind.flat()
}
