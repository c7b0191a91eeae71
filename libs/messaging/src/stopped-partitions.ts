import { Injectable, Logger } from '@nestjs/common'
import type { ServiceName } from '@yiwang/contracts'
import { DomainError, deriveId } from '@yiwang/domain'
import { type Collection, type Stored } from '@yiwang/persistence'
import { Store } from '@yiwang/persistence/stores'
import { serviceOfGroup } from './set-asides'
import { type StoppedPartition, stoppedPartitionSchema } from './stopped-partition.schema'
import type { Delivery, Unreadable } from './transport'

const laneOf = (group: string, { topic, partition }: Pick<Delivery, 'topic' | 'partition'>) => `${group} ${topic}/${partition}`
const idOf = (group: string, { topic, partition, offset }: Omit<Unreadable, 'fault'>) => deriveId(group, topic, String(partition), String(offset))

/**
 * Partitions that wait, for one group, at a place that cannot be read. They go on by themselves once it can be, or once an admin lets it be passed over; all others
 * go on meanwhile. In the store, so that any instance can show and end it.
 */
@Injectable()
export class StoppedPartitions {
  private readonly collections = new Map<ServiceName, Collection<StoppedPartition>>()
  /** By group and partition: what this instance told of, or found told of when it was given its partitions. */
  private readonly waiting = new Map<string, string>()
  private readonly logger = new Logger(StoppedPartitions.name)

  constructor(private readonly store: Store) {}

  of(service: ServiceName): Collection<StoppedPartition> {
    const collection = this.collections.get(service) ?? this.store.collection<StoppedPartition>(service, 'stopped-partitions', stoppedPartitionSchema)
    this.collections.set(service, collection)
    return collection
  }

  /** What a group waits at, whoever found it, and nothing that another instance has left behind it since this one had the partition. */
  async learn(group: string): Promise<void> {
    const waiting = new Map<string, string>()
    for await (const stop of this.of(serviceOfGroup(group)).each({ state: 'stopped' }))
      if (stop.group === group) waiting.set(laneOf(group, stop), stop.id)
    for (const lane of this.waiting.keys()) if (lane.startsWith(`${group} `)) this.waiting.delete(lane)
    for (const [lane, id] of waiting) this.waiting.set(lane, id)
  }

  /** Whether an admin said so. Otherwise it is kept that the partition waits, and told once. */
  async passes(group: string, unreadable: Unreadable): Promise<boolean> {
    const { topic, partition, offset, fault } = unreadable
    const id = idOf(group, unreadable)
    const lane = laneOf(group, unreadable)
    const where = `partition ${partition} of ${topic} for ${group}`
    if (this.waiting.get(lane) !== id) this.logger.error(`stopped: ${where} waits at offset ${offset}: ${fault}`)
    this.waiting.set(lane, id)
    const stop = await this.of(serviceOfGroup(group)).upsert(id, (before) =>
      before ? undefined : { set: { id, group, topic, partition, offset, fault, state: 'stopped', since: new Date() } },
    )
    if (stop?.state !== 'passed') return false
    this.waiting.delete(lane)
    this.logger.warn(`passed over: offset ${offset} in ${where}, as the admin ${stop.passedBy} decided: ${fault}`)
    return true
  }

  /** The partition goes on: what it waited at can be read again. */
  async goesOn(group: string, place: Omit<Delivery, 'event'>): Promise<void> {
    const lane = laneOf(group, place)
    const id = this.waiting.get(lane)
    if (id === undefined) return
    const stops = this.of(serviceOfGroup(group))
    if ((await stops.get(id))?.state === 'stopped') await stops.remove(id)
    this.waiting.delete(lane)
    this.logger.log(`goes on: partition ${place.partition} of ${place.topic} for ${group}, at offset ${place.offset}`)
  }

  list(service: ServiceName, page: { after?: string; limit?: number }) {
    return this.of(service).find({ state: 'stopped' }, page)
  }

  /** Lets the partition go on behind a place that will never be read. */
  passOver(service: ServiceName, id: string, by: { id: string }): Promise<Stored<StoppedPartition>> {
    return this.of(service).change(id, ({ state }) => {
      if (state !== 'stopped') throw new DomainError('not-found')
      return { set: { state: 'passed', passedBy: by.id, passedAt: new Date() } }
    })
  }
}
