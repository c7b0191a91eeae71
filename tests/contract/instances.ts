import { type Delivery, EventConsumer, EventTransport, type Group, type Listener, SetAsides, StoppedPartitions } from '@yiwang/messaging'
import { type Collection, Vault } from '@yiwang/persistence'
import { chain, type Store, type StoredEvent } from '@yiwang/persistence/stores'
import { Schema } from 'mongoose'
import { dataKey, type House } from './rows'

export interface Heard {
  id: string
  sequences: number[]
}

const heardSchema = new Schema({ sequences: { type: [Number], required: true } })
const vault = new Vault(dataKey)

/** A transport worked by hand: the test says what is delivered where. */
class ByHand extends EventTransport {
  readonly system = 'by hand'
  listener: Listener
  async subscribe(_group: Group, listener: Listener): Promise<void> {
    this.listener = listener
  }
  lag = () => 0
  idle = () => true
  close = async () => {}
}

/** One instance of a service with one handler, `Listener` of the group `kiosk`, on a store that several share. */
export class Instance {
  /** Sequences in the order in which they were tried here. */
  readonly tried: number[] = []
  /** What the handler does before its effect. */
  before: (event: { subject: string; sequence: number }) => unknown = () => undefined
  /** How often the collection of what was set aside was asked. */
  asked = 0
  /** How often it asked for a list: with each look for what is due, with some of them for what was put off, and for the events under a head. */
  looks = 0
  readonly setAsides: SetAsides
  readonly heard: Collection<Heard>
  private readonly transport = new ByHand()
  private readonly consumer: EventConsumer

  constructor(house: House, delays: number[]) {
    const collection = (_: string, name: string, schema: Schema) => this.counting(house.collection(name, schema))
    const store = { vault, collection } as unknown as Store
    this.heard = house.collection('heard', heardSchema)
    this.setAsides = new SetAsides(store, delays)
    this.consumer = new EventConsumer(this.transport, this.setAsides, new StoppedPartitions(store), store)
    const handle = async (event: { subject: string; sequence: number }) => {
      this.tried.push(event.sequence)
      await this.before(event)
      await this.heard.upsert(event.subject, (known) => ({ set: { sequences: [...(known?.sequences ?? []), event.sequence] } }))
    }
    this.consumer.addHandler('information-network.notice-published', handle as never, true, { group: 'kiosk', handler: 'Listener' })
  }

  async start(): Promise<this> {
    await new Promise<void>((resolve, reject) => this.consumer.listen((error) => (error ? reject(error) : resolve())))
    await this.givenPartitions()
    return this
  }

  givenPartitions = () => this.transport.listener.begin()
  deliver = (event: StoredEvent) => this.transport.listener.take({ event } as Delivery)
  waiting = async () => (await this.setAsides.list('kiosk', {})).items

  /** Tries nothing any more, and says nothing to the others. */
  die = () => this.setAsides.onApplicationShutdown()

  private counting<T extends { id: string }>(collection: Collection<T>): Collection<T> {
    return new Proxy(collection, {
      get: (target, name) => {
        if (name === 'find') this.looks++
        else if (name !== 'each') this.asked++
        return target[name as keyof Collection<T>]
      },
    })
  }
}

/** An aggregate's first events. */
export function notices(subject: string, count: number): StoredEvent[] {
  const data = { noticeId: subject, title: '停水通知', text: '明日检修', areaCode: '320613004006' }
  const happened = Array.from({ length: count }, () => ({ name: 'information-network.notice-published' as const, data }))
  return chain(happened, { source: '/information-network/notices', subject, now: new Date(), vault })
}

export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 5))
}
