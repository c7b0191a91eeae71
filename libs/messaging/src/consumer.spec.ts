import { Logger } from '@nestjs/common'
import { Vault } from '@yiwang/persistence'
import { type Store, type StoredEvent } from '@yiwang/persistence/stores'
import { EventConsumer } from './consumer'
import type { SetAsides } from './set-asides'
import type { StoppedPartitions } from './stopped-partitions'
import type { EventTransport } from './transport'

const event = {
  id: 'event-1',
  type: 'information-network.unit-changed',
  source: '/information-network/units',
  subject: 'unit-1',
  sequence: 1,
  time: '2026-11-20T01:02:03.004Z',
  data: JSON.stringify({ unitId: 'unit-1', name: '供水', kind: 'water', areaCode: '320600000000' }),
} as StoredEvent

describe('what an event says', () => {
  it('is opened once for all who hear it, and none can change it for the others', async () => {
    const received: { data: object }[] = []
    const none = { queueBehind: async () => false } as unknown as SetAsides
    const consumer = new EventConsumer(
      { system: 'test' } as EventTransport,
      none,
      {} as StoppedPartitions,
      {
        vault: new Vault(Buffer.alloc(32, 7)),
      } as Store,
    )
    for (const handler of ['One', 'Other'])
      consumer.addHandler(event.type, (async (one: { data: object }) => void received.push(one)) as never, true, { group: 'hotline.units', handler })
    await consumer.deliver('hotline.units', event)
    const [one, other] = received
    expect(other.data).toBe(one.data)
    expect(() => Object.assign(one.data, { name: '别的' })).toThrow(TypeError)
  })
})

describe('a handler that takes its time', () => {
  const warned = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined)
  beforeEach(() => jest.useFakeTimers())
  afterEach(() => {
    jest.useRealTimers()
    warned.mockClear()
  })
  afterAll(() => warned.mockRestore())

  const takingFor = async (ms: number) => {
    const transport = { system: 'test' } as EventTransport
    const consumer = new EventConsumer(
      transport,
      { queueBehind: async () => false } as unknown as SetAsides,
      {} as StoppedPartitions,
      { vault: new Vault(Buffer.alloc(32, 7)) } as Store,
    )
    const handle = () => new Promise((resolve) => setTimeout(resolve, ms))
    consumer.addHandler(event.type, handle as never, true, { group: 'hotline.units', handler: 'UnitsHandlers' })
    const taken = consumer.deliver('hotline.units', event)
    await jest.advanceTimersByTimeAsync(ms)
    await taken
    return warned.mock.calls.map(([line]) => line)
  }

  it('is named with group, event and milliseconds where it takes longer than a second', async () => {
    expect(await takingFor(1_500)).toEqual(['slow: UnitsHandlers (hotline.units) with information-network.unit-changed event-1 took 1500 ms'])
  })

  it('is named while it still works where it may never end', async () => {
    expect((await takingFor(40_000))[0]).toBe(
      'slow: UnitsHandlers (hotline.units) with information-network.unit-changed event-1 is not done after 30000 ms',
    )
  })

  it('is nothing to speak of within a second', async () => {
    expect(await takingFor(900)).toEqual([])
  })
})
