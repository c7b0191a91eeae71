import type { MovingTopics } from '@yiwang/messaging'
import { type EventLog, type LoggedEvent, PARTITIONS, progress, StoreUnavailable, type Tell } from '@yiwang/persistence/stores'

const PAGE = 500

/** Sends the station's log to the topics, in order. The last event of each partition says how far an earlier run came; what is before it is not sent again. Answers how many events there are. */
export async function moveEvents(log: EventLog, topics: MovingTopics, tell: Tell): Promise<number> {
  const reached = new Map<string, number>()
  for (const topic of topics.names())
    for (const [partition, event] of await topics.lasts(topic)) reached.set(laneOf(topic, partition), log.placeOf(event) ?? 0)

  const due = new Map<string, number>()
  let sent = 0
  let events = 0
  const did = progress((done) => tell(`${done} events …`))
  for (let page = log.after(0, PAGE); page.length; page = log.after(page[page.length - 1].position, PAGE)) {
    const missing = new Map<string, LoggedEvent['event'][]>()
    for (const { position, topic, event } of page) {
      const lane = laneOf(topic, topics.partitionOf(event.subject))
      due.set(lane, (due.get(lane) ?? 0) + 1)
      if (position > (reached.get(lane) ?? 0)) missing.set(topic, [...(missing.get(topic) ?? []), event])
    }
    for (const [topic, of] of missing) {
      await topics.send(topic, of)
      sent += of.length
    }
    events += page.length
    did(page.length)
  }
  for (const topic of topics.names()) {
    for (const [partition, end] of (await topics.ends(topic)).entries()) {
      const expected = due.get(laneOf(topic, partition)) ?? 0
      if (end !== expected) throw new StoreUnavailable(`partition ${partition} of ${topic} holds ${end} messages where ${expected} were sent`)
    }
  }
  tell(`${events} events${sent < events ? `, ${events - sent} of them were there` : ''}`)
  return events
}

/**
 * Sets the position of each consumer group in each partition to the first event that it had not taken. Events lie in other partitions than in the station's log, so a group
 * may get some behind it once more; they take no effect.
 */
export async function movePositions(log: EventLog, topics: MovingTopics, tell: Tell): Promise<void> {
  const groups = new Map<string, { consumer: string; topic: string; before: number[]; next: (number | undefined)[] }>()
  for (const { consumer, topic, partition, next } of log.positions()) {
    const key = `${consumer} ${topic}`
    const group = groups.get(key) ?? { consumer, topic, before: Array(PARTITIONS).fill(0), next: Array(PARTITIONS).fill(undefined) }
    group.before[partition] = next
    groups.set(key, group)
  }
  const ends = new Map<string, number>()
  for (const { topic, partition, offset, subject } of log.places()) {
    const there = topics.partitionOf(subject)
    const lane = laneOf(topic, there)
    const place = ends.get(lane) ?? 0
    ends.set(lane, place + 1)
    for (const group of groups.values()) if (group.topic === topic && offset >= group.before[partition]) group.next[there] ??= place
  }
  // A group takes positions of one topic at a time; each takes seconds, in which kafkajs waits for an answer without messages. Groups do not wait for each other.
  const consumers = new Set([...groups.values()].map(({ consumer }) => consumer))
  await Promise.all(
    [...consumers].map(async (name) => {
      for (const { consumer, topic, next } of groups.values()) {
        if (consumer !== name) continue
        const places = Array.from(next, (place, partition) => place ?? ends.get(laneOf(topic, partition)) ?? 0)
        await topics.setPosition(consumer, topic, places)
      }
    }),
  )
  tell(`${groups.size} positions of consumer groups`)
}

const laneOf = (topic: string, partition: number) => `${topic}/${partition}`
