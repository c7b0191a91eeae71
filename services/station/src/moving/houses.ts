import { createHash } from 'node:crypto'
import { Clock } from '@yiwang/domain'
import type { MovingTopics } from '@yiwang/messaging'
import { StoreUnavailable } from '@yiwang/persistence/stores'
import { createApp, type DistributedHouse, type HouseSettings, openDistributed, openLog } from '@yiwang/platform'
import { everyService } from '../services'

/** Longer than a session of KafkaTransport's. */
const SESSION_MS = 40_000

export interface StoppedHouse {
  house: DistributedHouse
  topics: MovingTopics
  close(): Promise<void>
}

/** The distributed row, put together as `npm run setup` does: its collections and their indexes are known. Throws StoreUnavailable while a service runs there. */
export async function openStoppedHouse(settings: HouseSettings): Promise<StoppedHouse> {
  const clock = new Clock()
  const house = await openDistributed(settings, clock)
  const topics = house.transport.moving()
  const close = async () => {
    await topics.close()
    await house.close()
  }
  try {
    await requireStopped(topics)
    await createApp({ services: everyService, house, clock, log: openLog('silent') })
    return { house, topics, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** Kafka counts a member that was killed until its session ends. */
async function requireStopped(topics: MovingTopics): Promise<void> {
  const until = Date.now() + SESSION_MS
  for (;;) {
    const active = (await topics.groups()).filter((group) => group.active).map(({ name }) => name)
    if (!active.length) return
    if (Date.now() > until) throw new StoreUnavailable(`services are running on the distributed row (${active.join(', ')}): stop them first`)
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
}

/** Few houses have files. */
export const counted = (files: number): string => (files ? `${files} files, ` : '')

/** Tells a content from that of another moment. */
export const digestOf = (print: unknown): string => createHash('sha256').update(JSON.stringify(print)).digest('hex')
