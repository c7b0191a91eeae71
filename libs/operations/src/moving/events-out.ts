import type { MovingTopics, Published } from '@yiwang/messaging'
import { type EventLog, PARTITIONS, partitionOf, progress, type Tell } from '@yiwang/persistence/stores'
import type { MovedFile } from './moved-file'

const PAGE = 500

interface Group {
  name: string
  /** For each partition of the topic the first offset that the group has not taken. */
  next: number[]
}

/** Takes the topics into the station's log, each event once; how far it has come is stored in the same write. Answers how many there are. */
export async function takeEvents(topics: MovingTopics, log: EventLog, moved: MovedFile, tell: Tell, pageSize = PAGE): Promise<number> {
  let events = 0
  const did = progress((done) => tell(`${done} events …`))
  for (const topic of topics.names()) {
    const groups = await groupsOf(topics, topic)
    let page: Published[] = []
    const store = () => {
      const some = page
      page = []
      return log.file.write(() => {
        for (const message of some) take(message, groups, log, moved)
      })
    }
    await topics.read(topic, moved.next(topic), async (message) => {
      page.push(message)
      if (page.length >= pageSize) await store()
      events++
      did(1)
    })
    await store()
    await log.file.write(() => {
      for (const { name } of groups)
        for (let partition = 0; partition < PARTITIONS; partition++)
          log.beginAt({ consumer: name, topic, partition, next: log.end(topic, partition) })
    })
  }
  const length = log.count()
  tell(`${length} events${events < length ? `, ${length - events} of them were there` : ''}`)
  return length
}

async function groupsOf(topics: MovingTopics, topic: string): Promise<Group[]> {
  const groups: Group[] = []
  for (const { name } of await topics.groups()) {
    const next = await topics.position(name, topic)
    if (next) groups.push({ name, next })
  }
  return groups
}

/** Inside a write. */
function take({ topic, partition, offset, event }: Published, groups: Group[], log: EventLog, moved: MovedFile): void {
  // The log has each event once; a topic may have it again.
  if (event && log.placeOf(event) === undefined) {
    const lane = partitionOf(event.subject)
    const place = log.end(topic, lane)
    log.append([event])
    for (const { name, next } of groups) if (offset >= next[partition]) log.beginAt({ consumer: name, topic, partition: lane, next: place })
  }
  moved.reached(topic, partition, offset + 1)
}
