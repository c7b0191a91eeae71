import { Logger } from '@nestjs/common'
import { Vault } from '@yiwang/persistence'
import { chain, type Outbox, type OutboxEntry, type StoredEvent } from '@yiwang/persistence/stores'
import { Relay } from './relay'

const vault = new Vault(Buffer.alloc(32, 7))
const data = { unitId: 'unit-1', name: '供水', kind: 'water', areaCode: '320600000000' }

function eventsOf(subject: string, count: number): StoredEvent[] {
  const happened = Array.from({ length: count }, () => ({ name: 'information-network.unit-changed' as const, data }))
  return chain(happened, { source: '/information-network/units', subject, now: new Date(), vault })
}

describe('the relay', () => {
  it.each<[string, (event: StoredEvent) => unknown]>([
    ['lost its data', ({ data: _, ...event }) => event],
    ['was altered', (event) => ({ ...event, data: event.data.replace('water', 'Water') })],
    ['is nothing any more', () => null],
  ])('holds back one event that %s, and what comes after it in its document, and sends all others', async (_, spoil) => {
    const told = jest.spyOn(Logger.prototype, 'error').mockImplementation(() => undefined)
    let written: (entry: OutboxEntry) => void = () => undefined
    const outbox = {
      onWritten: (listener: typeof written) => {
        written = listener
        return () => undefined
      },
      published: async () => [],
      oldest: async () => undefined,
    } as unknown as Outbox
    const sent: string[] = []
    const relay = new Relay(outbox, async (events) => void sent.push(...events.map(({ subject, sequence }) => `${subject}/${sequence}`)))

    const [first, second, third] = eventsOf('bad', 3)
    const entry = { collection: 'information-network.units', id: 'bad', events: [first, spoil(second) as StoredEvent, third] }
    written(entry)
    written(entry)
    written({ ...entry, id: 'good', events: eventsOf('good', 2) })
    while (!relay.idle()) await new Promise(setImmediate)
    expect(sent).toEqual(['bad/1', 'good/1', 'good/2'])
    expect(told.mock.calls).toEqual([[expect.stringContaining('event 2 in the outbox of information-network.units bad waits')]])

    written({ ...entry, events: [second, third] })
    while (!relay.idle()) await new Promise(setImmediate)
    expect(sent.slice(3)).toEqual(['bad/2', 'bad/3'])
    await relay.close()
    told.mockRestore()
  })

  it('is not idle while it asks for what was written under the lease of another', async () => {
    let written: (entry: Promise<OutboxEntry | undefined>) => void = () => undefined
    const outbox = {
      onWritten: (listener: typeof written) => {
        written = listener
        return () => undefined
      },
      published: async () => [],
    } as unknown as Outbox
    const sent: string[] = []
    const relay = new Relay(outbox, async (events) => void sent.push(...events.map(({ subject }) => subject)))
    let take: (entry: OutboxEntry | undefined) => void = () => undefined
    const taking = () =>
      written(
        new Promise((resolve) => {
          take = resolve
        }),
      )
    taking()
    expect(relay.idle()).toBe(false)
    take({ collection: 'information-network.units', id: 'one', events: eventsOf('one', 1) })
    while (!relay.idle()) await new Promise(setImmediate)
    expect(sent).toEqual(['one'])
    taking()
    take(undefined)
    while (!relay.idle()) await new Promise(setImmediate)
    expect(sent).toEqual(['one'])
    await relay.close()
  })

  it('looks in the store each second while something waits there, and each five otherwise', async () => {
    jest.useFakeTimers()
    let looks = 0
    let oldest: Date | undefined
    const outbox = { onWritten: () => () => undefined, oldest: async () => ++looks && oldest, waiting: async () => [] } as unknown as Outbox
    const relay = new Relay(outbox, async () => undefined)
    const looksIn = async (seconds: number) => {
      looks = 0
      await jest.advanceTimersByTimeAsync(seconds * 1_000)
      return looks
    }
    expect(await looksIn(1)).toBe(1)
    expect(await looksIn(10)).toBe(2)
    oldest = new Date()
    await looksIn(5)
    expect(await looksIn(5)).toBe(5)
    oldest = undefined
    await looksIn(1)
    expect(await looksIn(10)).toBe(2)
    await relay.close()
    jest.useRealTimers()
  })
})
