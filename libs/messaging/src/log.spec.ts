import type { EventLog } from '@yiwang/persistence/stores'
import type { Group } from './groups'
import { LogTransport } from './log'
import type { Delivery } from './transport'

/** A log of one partition that holds something. */
function logOf(types: string[]) {
  const rows = types.map((type, offset) => ({ topic: 'hotline.events', partition: 0, offset, event: { type, correlation: 'c' } }))
  const positions: number[] = []
  const log = {
    onAppend: () => () => undefined,
    positions: () => [],
    next: () => 0,
    end: (_topic: string, partition: number) => (partition === 0 ? rows.length : 0),
    read: (_topic: string, partition: number, from: number, limit: number) => (partition === 0 ? rows.slice(from, from + limit) : []),
    commit: async (stored: { next: number }[]) => void positions.push(...stored.map(({ next }) => next)),
  }
  return { log: log as unknown as EventLog, positions }
}

describe("the station's transport", () => {
  it('brings a group what it hears, and goes past the rest', async () => {
    const { log, positions } = logOf(['first', 'heard', 'other', 'heard', 'other'])
    const transport = new LogTransport(log)
    const taken: number[] = []
    const readers = [{ name: 'group', topics: ['hotline.events'] }]
    await transport.subscribe({ name: 'group', readers } as Group, {
      hears: (name) => name === 'heard',
      take: async ({ offset }: Delivery) => void taken.push(offset),
      passes: async () => false,
      begin: async () => undefined,
    })
    while (!transport.idle()) await new Promise(setImmediate)
    // The first is brought in any case: whoever waited at a place hears that it goes on.
    expect(taken).toEqual([0, 1, 3])
    expect(transport.lag('group')).toBe(0)
    await transport.close()
    expect(positions).toEqual([5])
  })
})
