import type { Collection } from '@yiwang/persistence'
import type { Counter } from './counter.schema'
import { TicketNumbers } from './ticket-numbers.service'

describe('ticket numbers', () => {
  it('are drawn from the block that was reserved, where the store answers only after another instance reserved the next', async () => {
    let next = 1
    const upsert = async (id: string, decide: (current: Counter) => { set: Partial<Counter> }) => {
      next = decide({ id, next }).set.next as number
      const others = next + 50
      return { id, next: others, version: 3 }
    }
    const numbers = new TicketNumbers({ upsert } as unknown as Collection<Counter>)
    const drawn = await numbers.draw(new Date('2026-11-24T02:00:00Z'))
    expect(drawn).toMatch(/^20261124-000001-\d$/)
  })
})
