import type { Decision } from '@yiwang/domain'
import type { Collection, Stored } from '@yiwang/persistence'
import type { Ticket } from './ticket'
import type { TextBlock } from './ticket-text'
import { TicketTexts } from './ticket-texts.service'

type Decide = (known: Stored<TextBlock> | undefined) => Decision<TextBlock> | undefined

/** Blocks whose writes have their turn when the test says so. */
class Blocks {
  readonly stored = new Map<string, Stored<TextBlock>>()
  readonly queue: (() => void)[] = []
  isAway = false

  upsert = (id: string, decide: Decide) =>
    new Promise((resolve, reject) => {
      this.queue.push(() => {
        if (this.isAway) return reject(new Error('away'))
        const known = this.stored.get(id)
        const next = { ...known, id, ...decide(known)?.set, version: (known?.version ?? 0) + 1 } as Stored<TextBlock>
        this.stored.set(id, next)
        resolve(next)
      })
    })
}

const ticket = (serial: number) =>
  ({ id: `t${serial}`, number: `20261129-${String(serial).padStart(5, '0')}`, areas: [], description: `第${serial}件` }) as never
const settled = () => new Promise(setImmediate)

describe('the words of tickets', () => {
  const blocks = new Blocks()
  const texts = new TicketTexts(blocks as never, { get: async (id: string) => ticket(Number(id.slice(1))) } as unknown as Collection<Ticket>)

  it('are written once for those that come together, and again for those that come later', async () => {
    const early = [1, 2, 3].map((serial) => texts.keep(`t${serial}`))
    const elsewhere = texts.keep('t51')
    await settled()
    expect(blocks.queue).toHaveLength(2)
    for (const write of blocks.queue.splice(0)) write()
    await Promise.all([...early, elsewhere])
    const late = texts.keep('t4')
    await settled()
    for (const write of blocks.queue.splice(0)) write()
    await late
    const block = blocks.stored.get('20261129-00000')
    expect(block).toMatchObject({ version: 2, texts: [4, 3, 2, 1].map((serial) => ({ id: `t${serial}` })) })
  })

  it('fail for each that waits, and are begun anew with the next', async () => {
    const failing = [5, 6].map((serial) => texts.keep(`t${serial}`))
    await settled()
    blocks.isAway = true
    for (const write of blocks.queue.splice(0)) write()
    expect((await Promise.allSettled(failing)).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    blocks.isAway = false
    const again = texts.keep('t5')
    await settled()
    expect(blocks.queue).toHaveLength(1)
    for (const write of blocks.queue.splice(0)) write()
    await again
    expect(blocks.stored.get('20261129-00000')).toMatchObject({
      version: 3,
      texts: [{ id: 't5' }, { id: 't4' }, { id: 't3' }, { id: 't2' }, { id: 't1' }],
    })
  })
})
