import { type EventName, events, serviceOf, topicOf } from '@yiwang/contracts'
import { PARTITIONS, StoreUnavailable } from '@yiwang/persistence/stores'
import type { Admin } from 'kafkajs'

/** Every service that has events has one topic. */
export const topicNames = (): string[] => [...new Set((Object.keys(events) as EventName[]).map((name) => topicOf(serviceOf(name))))].sort()

export interface TopicSettings {
  replication: number
  prefix?: string
}

/** Makes the topics that are missing: with their final number of partitions, since a key must never move, and kept for good, since read models are rebuilt from them. */
export async function makeTopics(admin: Admin, { replication, prefix = '' }: TopicSettings): Promise<void> {
  const there = new Set(await admin.listTopics())
  const missing = topicNames()
    .map((name) => prefix + name)
    .filter((topic) => !there.has(topic))
  if (!missing.length) return
  await admin.createTopics({
    // kafkajs gives up where a broker has not heard of a new topic yet: looked for below.
    waitForLeaders: false,
    topics: missing.map((topic) => ({
      topic,
      numPartitions: PARTITIONS,
      replicationFactor: replication,
      configEntries: [
        { name: 'cleanup.policy', value: 'delete' },
        { name: 'retention.ms', value: '-1' },
        { name: 'retention.bytes', value: '-1' },
        // One broker may be away; with two away nothing is acknowledged.
        { name: 'min.insync.replicas', value: String(Math.max(1, replication - 1)) },
      ],
    })),
  })
  for (let tries = 0; !(await haveLeaders(admin, missing)); tries++) {
    if (tries === 100) throw new StoreUnavailable(`Kafka found no leaders for ${missing.join(', ')}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

const haveLeaders = (admin: Admin, topics: string[]): Promise<boolean> =>
  admin.fetchTopicMetadata({ topics }).then(
    (answer) => answer.topics.every(({ partitions }) => partitions.length > 0 && partitions.every(({ leader }) => leader >= 0)),
    () => false,
  )

/** Throws StoreUnavailable naming the topics that are missing or have another number of partitions. */
export async function checkTopics(admin: Admin, prefix = ''): Promise<void> {
  const there = new Set(await admin.listTopics())
  const wanted = topicNames().map((name) => prefix + name)
  const missing = wanted.filter((topic) => !there.has(topic))
  if (missing.length) throw new StoreUnavailable(`Kafka lacks topics: run \`npm run setup\` first (${missing.join(', ')})`)
  const { topics } = await admin.fetchTopicMetadata({ topics: wanted })
  const other = topics.filter(({ partitions }) => partitions.length !== PARTITIONS).map(({ name, partitions }) => `${name} has ${partitions.length}`)
  if (other.length) throw new StoreUnavailable(`topics must have ${PARTITIONS} partitions, for good: ${other.join(', ')}`)
}
