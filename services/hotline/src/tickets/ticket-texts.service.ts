import { setImmediate } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { Injectable } from '@nestjs/common'
import { besideDelivery, type Collection, InjectCollection } from '@yiwang/persistence'
import type { Ticket } from './ticket'
import { ticketSchema } from './ticket.schema'
import { added, blockOf, matcher, type TextBlock, type TicketText, textOf } from './ticket-text'
import { textBlockSchema } from './ticket-text.schema'

/** Blocks that are opened in one go: some milliseconds. Between two goes everybody else has a turn. */
const TOGETHER = 16

/** The words of all tickets, sealed by the fifty: a read model, made for being looked through (docs/decisions/0014-search-in-sealed-words.md). */
@Injectable()
export class TicketTexts {
  /** What waits for the next write of a block. */
  private readonly waiting = new Map<string, { texts: TicketText[]; written: Promise<unknown> }>()

  constructor(
    @InjectCollection(textBlockSchema) private readonly blocks: Collection<TextBlock>,
    @InjectCollection(ticketSchema) private readonly tickets: Collection<Ticket>,
  ) {}

  /** The event says that there is a ticket; what it says is in the ticket alone. */
  async keep(ticketId: string): Promise<void> {
    const ticket = await this.tickets.get(ticketId)
    if (!ticket) throw new Error(`ticket ${ticketId} is not there yet`)
    const block = blockOf(ticket.number)
    const { texts, written } = this.waiting.get(block) ?? this.nextWrite(block)
    texts.push(textOf(ticket))
    await written
  }

  /**
   * Tickets that come together lie in one block, which is written once for those that are there when its turn comes. It is of no single delivery: each of them waits
   * for it, and a text that comes twice changes nothing.
   */
  private nextWrite(block: string) {
    const texts: TicketText[] = []
    const close = () => this.waiting.get(block)?.texts === texts && this.waiting.delete(block)
    const write = () =>
      this.blocks.upsert(block, (known) => {
        close()
        const next = texts.reduce(added, known?.texts ?? [])
        return isDeepStrictEqual(next, known?.texts) ? undefined : { set: { block, texts: next } }
      })
    const written = besideDelivery(write).finally(close)
    const next = { texts, written }
    this.waiting.set(block, next)
    return next
  }

  /** Texts that hold all the words, the newest number first, of those below `before`; after each go of blocks, and `end`: the number down to which that went. */
  async *find(words: string, before?: string): AsyncIterable<{ found: TicketText[]; blocks: number; end: string | undefined }> {
    const matches = matcher(words)
    for (let cursor: string | undefined; ; ) {
      const { items, next } = await this.blocks.find(before ? { block: { lte: blockOf(before) } } : {}, {
        sort: '-block',
        limit: TOGETHER,
        after: cursor,
      })
      const found = items.flatMap(({ texts }) => texts.filter((text) => (!before || text.number < before) && matches(text)))
      yield { found, blocks: items.length, end: next ? items.at(-1)?.texts.at(-1)?.number : undefined }
      if (!next) return
      cursor = next
      await setImmediate()
    }
  }
}
