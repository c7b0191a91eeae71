import { type Admin, Kafka, logLevel } from 'kafkajs'

/** A message as the broker has it. */
export interface Message {
  topic: string
  partition: number
  offset: number
  key: string
  id: string
  type: string
  source: string
  subject: string
  time: string
  sequence: number
  previousHash: string
  hash: string
  correlation: string
  causation?: string
  traceparent?: string
  actorId?: string
  actorRole?: string
  actorFor?: string
  clientCorrelation?: string
  /** The exact text that was sent. */
  data: string
  /** Everything that was sent, to tell whether a repeat is the same. */
  bytes: string
}

export const kafkaAt = (brokers: string) => new Kafka({ clientId: 'checker', brokers: brokers.split(','), logLevel: logLevel.NOTHING })

/** The groups that belong to services, not to whoever looks. */
export async function groupsOf(admin: Admin): Promise<string[]> {
  return (await admin.listGroups()).groups.map(({ groupId }) => groupId).filter((id) => !id.startsWith('checker'))
}

export async function endsOf(admin: Admin, topics: string[]): Promise<Map<string, number>> {
  const ends = await Promise.all(topics.map(async (topic) => ({ topic, offsets: await admin.fetchTopicOffsets(topic) })))
  return new Map(ends.flatMap(({ topic, offsets }) => offsets.map(({ partition, high }) => [`${topic}/${partition}`, Number(high)] as const)))
}

export const topicsOf = async (admin: Admin): Promise<string[]> => (await admin.listTopics()).filter((name) => name.endsWith('.events')).sort()

/** All topics from their beginning to their end. */
export async function readTopics(brokers: string): Promise<Message[]> {
  const kafka = kafkaAt(brokers)
  const admin = kafka.admin()
  await admin.connect()
  const topics = await topicsOf(admin)
  const expected = [...(await endsOf(admin, topics)).values()].reduce((sum, high) => sum + high, 0)
  const messages: Message[] = []
  if (expected) {
    const groupId = `checker-${Date.now()}`
    const consumer = kafka.consumer({ groupId })
    await consumer.connect()
    await consumer.subscribe({ topics, fromBeginning: true })
    await new Promise<void>((resolve) => {
      consumer.run({
        autoCommit: false,
        eachMessage: async ({ topic, partition, message }) => {
          messages.push(messageOf(topic, partition, message))
          if (messages.length === expected) resolve()
        },
      })
    })
    await consumer.disconnect()
    await admin.deleteGroups([groupId])
  }
  await admin.disconnect()
  return messages.sort((a, b) => a.topic.localeCompare(b.topic) || a.partition - b.partition || a.offset - b.offset)
}

type Native = { key: Buffer | null; value: Buffer | null; offset: string; headers?: Record<string, unknown> }

function messageOf(topic: string, partition: number, { key, value, offset, headers = {} }: Native): Message {
  const header = (name: string) => headers[name]?.toString()
  const text = value?.toString() ?? ''
  return {
    topic,
    partition,
    offset: Number(offset),
    key: key?.toString() ?? '',
    id: header('ce_id') ?? '',
    type: header('ce_type') ?? '',
    source: header('ce_source') ?? '',
    subject: header('ce_subject') ?? '',
    time: header('ce_time') ?? '',
    sequence: Number(header('ce_sequence')),
    previousHash: header('ce_previoushash') ?? '',
    hash: header('ce_hash') ?? '',
    correlation: header('ce_correlationid') ?? '',
    causation: header('ce_causationid'),
    traceparent: header('traceparent'),
    actorId: header('ce_actorid'),
    actorRole: header('ce_actorrole'),
    actorFor: header('ce_actorfor'),
    clientCorrelation: header('ce_clientcorrelation'),
    data: text,
    bytes: JSON.stringify([text, Object.entries(headers).map(([name, one]) => [name, String(one)])]),
  }
}
