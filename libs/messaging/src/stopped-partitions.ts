import { Injectable, Logger } from '@nestjs/common'
import type { ServiceName } from '@yiwang/contracts'
import { DomainError, deriveId } from '@yiwang/domain'
import { type Collection, type Stored } from '@yiwang/persistence'
import { Store } from '@yiwang/persistence/stores'
import { type Group, hasReaderOf, readersIn, serviceOfGroup } from './groups'
import { type StoppedPartition, stoppedPartitionSchema } from './stopped-partition.schema'
import type { Delivery, Unreadable } from './transport'

const laneOf = (group: string, { topic, partition }: Pick<Delivery, 'topic' | 'partition'>) => `${group} ${topic}/${partition}`
const idOf = (group: string, { topic, partition, offset }: Omit<Unreadable, 'fault'>) => deriveId(group, topic, String(partition), String(offset))

type Decided = Pick<StoppedPartition, 'state' | 'passedBy' | 'passedAt'>

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

  /**
   * What a group waits at, whoever found it, and nothing that another instance has left behind it since this one had the partition. What a group waited at whose readers
   * are in this one now, this one comes to by itself.
   */
  async learn(group: Group): Promise<void> {
    const { name } = group
    const waiting = new Map<string, string>()
    for await (const stop of this.of(serviceOfGroup(name)).each({ state: 'stopped' })) {
      if (stop.group === name) waiting.set(laneOf(name, stop), stop.id)
      else if (hasReaderOf(stop.group, group)) await this.of(serviceOfGroup(name)).remove(stop.id)
    }
    for (const lane of this.waiting.keys()) if (lane.startsWith(`${name} `)) this.waiting.delete(lane)
    for (const [lane, id] of waiting) this.waiting.set(lane, id)
  }

  /** Whether an admin said so. Otherwise it is kept that the partition waits, and told once. */
  async passes(group: Group, unreadable: Unreadable): Promise<boolean> {
    const { name } = group
    const { topic, partition, offset, fault } = unreadable
    const id = idOf(name, unreadable)
    const lane = laneOf(name, unreadable)
    const where = `partition ${partition} of ${topic} for ${name}`
    const stops = this.of(serviceOfGroup(name))
    const decided = (await stops.get(id)) ? undefined : await this.decidedFor(group, unreadable)
    if (this.waiting.get(lane) !== id) this.logger.error(`stopped: ${where} waits at offset ${offset}: ${fault}`)
    this.waiting.set(lane, id)
    const stop = await stops.upsert(id, (before) =>
      before ? undefined : { set: { id, group: name, topic, partition, offset, fault, state: 'stopped', since: new Date(), ...decided } },
    )
    if (stop?.state !== 'passed') return false
    this.waiting.delete(lane)
    this.logger.warn(`passed over: offset ${offset} in ${where}, as the admin ${stop.passedBy} decided: ${fault}`)
    return true
  }

  /** What an admin decided of this place while its readers were in other groups: it holds where it was decided for each of them. */
  private async decidedFor({ name, readers }: Group, { topic, partition, offset }: Unreadable): Promise<Decided | undefined> {
    const decided = new Map<string, Decided>()
    for await (const stop of this.of(serviceOfGroup(name)).each({ state: 'passed' }))
      if (stop.topic === topic && stop.partition === partition && stop.offset === offset)
        for (const reader of readersIn(stop.group)) decided.set(reader, { state: stop.state, passedBy: stop.passedBy, passedAt: stop.passedAt })
    const asked = readers.filter(({ topics }) => topics.includes(topic)).map((reader) => decided.get(reader.name))
    return asked.every((one) => one !== undefined) ? asked[0] : undefined
  }

  isWaiting = (group: string, place: Pick<Delivery, 'topic' | 'partition'>): boolean =>
    this.waiting.size > 0 && this.waiting.has(laneOf(group, place))

  /** Whether any partition of the group waits. */
  isStopped = (group: string): boolean => [...this.waiting.keys()].some((lane) => lane.startsWith(`${group} `))

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
