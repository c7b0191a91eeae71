import { Kafka, logLevel } from 'kafkajs'

export interface Message {
  key: string
  type: string
  source: string
  sequence: number
  previousHash: string
  hash: string
  /** Everything that was sent, to tell whether a repeat is the same. */
  bytes: string
  offset: number
}

/** A topic from its beginning to its end, as the broker has it: read with nothing of the house's own code. */
export async function readTopic(brokers: string, topic: string): Promise<Message[]> {
  const kafka = new Kafka({ clientId: 'checker', brokers: brokers.split(','), logLevel: logLevel.NOTHING })
  const admin = kafka.admin()
  await admin.connect()
  const ends = await admin.fetchTopicOffsets(topic)
  await admin.disconnect()
  const expected = ends.reduce((sum, { high }) => sum + Number(high), 0)
  const messages: Message[] = []
  if (!expected) return messages

  const consumer = kafka.consumer({ groupId: `checker-${Date.now()}-${topic}` })
  await consumer.connect()
  await consumer.subscribe({ topics: [topic], fromBeginning: true })
  await new Promise<void>((resolve) => {
    consumer.run({
      eachMessage: async ({ message }) => {
        const header = (name: string) => message.headers?.[name]?.toString() ?? ''
        messages.push({
          key: message.key?.toString() ?? '',
          type: header('ce_type'),
          source: header('ce_source'),
          sequence: Number(header('ce_sequence')),
          previousHash: header('ce_previoushash'),
          hash: header('ce_hash'),
          bytes: JSON.stringify([message.value?.toString(), Object.entries(message.headers ?? {}).map(([name, value]) => [name, String(value)])]),
          offset: Number(message.offset),
        })
        if (messages.length === expected) resolve()
      },
    })
  })
  await consumer.disconnect()
  return messages
}

/** What is wrong with a topic: a gap, a broken chain, a repeat that differs. First occurrences must come in order. */
export function faultsOf(messages: Message[]): string[] {
  const faults: string[] = []
  const seen = new Map<string, Message[]>()
  for (const message of messages) {
    const name = `${message.source}/${message.key}`
    const before = seen.get(name) ?? []
    seen.set(name, before)
    const repeated = before.find(({ sequence }) => sequence === message.sequence)
    if (repeated) {
      if (repeated.bytes !== message.bytes) faults.push(`${name} ${message.sequence}: a repeat differs`)
      continue
    }
    if (message.sequence !== before.length + 1) faults.push(`${name}: ${message.sequence} came where ${before.length + 1} was due`)
    if (message.previousHash !== (before.at(-1)?.hash ?? '')) faults.push(`${name} ${message.sequence}: does not follow the event before it`)
    before.push(message)
  }
  return faults
}
