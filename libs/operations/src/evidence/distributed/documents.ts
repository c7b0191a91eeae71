import type { ChainHead, MongoRecord } from '@yiwang/persistence/operations'
import type { Db } from 'mongodb'
import { checkHead, checkNext, documentGone, eventsGone, nameOf } from '../chain'
import { found } from '../fault'
import type { Chains } from './chains'

interface Kept {
  source: string
  subject: string
  head: ChainHead | undefined
  outbox: NonNullable<MongoRecord['_']['outbox']>
}

const PAGE = 1_000

/** The heads that a service's documents remember, beside its topic. They are read after it, and services may write meanwhile. */
export class Documents {
  constructor(
    private readonly db: Db,
    private readonly service: string,
  ) {}

  /** Checks every document, and that no events are without one. Answers those that are ahead by more than their own outbox: the topic must have it by now. Throws Found. */
  async check(chains: Chains): Promise<Kept[]> {
    const ahead: Kept[] = []
    for await (const kept of this.all()) {
      chains.hasDocument(kept.source, kept.subject)
      if (this.isAhead(kept, chains)) ahead.push(kept)
      else this.checkOne(kept, chains)
    }
    for (const last of chains.withoutDocument()) {
      const { source, subject } = last
      const record = await this.db.collection<MongoRecord>(source.slice(1).replace('/', '.')).findOne({ _id: subject } as never)
      if (!record) documentGone(source, subject)
      checkHead(record._?.chain, last)
    }
    return ahead
  }

  /** Once the topic was read on, beyond what these documents knew. */
  checkAgain(ahead: Kept[], chains: Chains): void {
    for (const kept of ahead) {
      const { source, subject, head } = kept
      const hash = head && chains.hashAt({ source, subject, sequence: head.sequence })
      if (head && hash) checkHead(head, { source, subject, sequence: head.sequence, hash })
      else this.checkOne(kept, chains)
    }
  }

  private isAhead({ source, subject, head, outbox: [first] }: Kept, chains: Chains): boolean {
    const due = (chains.head(source, subject)?.sequence ?? 0) + 1
    return first ? first.sequence > due : (head?.sequence ?? 0) >= due
  }

  private checkOne({ source, subject, head, outbox }: Kept, chains: Chains): void {
    let last = chains.head(source, subject)
    for (const event of outbox) {
      const sent = chains.hashAt(event)
      if (event.source !== source || event.subject !== subject || (sent && sent !== event.hash))
        found('event', `${nameOf(event)} waits in the document of ${source}/${subject} and is another than was sent`, event)
      if (sent) continue
      checkNext(event, last)
      last = event
    }
    if (!last) eventsGone(source, subject)
    checkHead(head, { source, subject, sequence: last.sequence, hash: last.hash })
  }

  private async *all(): AsyncIterable<Kept> {
    const names = (await this.db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name)
    for (const name of names.filter((one) => one.startsWith(`${this.service}.`)).sort()) {
      const records = this.db.collection<MongoRecord>(name)
      const source = `/${name.replace('.', '/')}`
      for (let after = ''; ; ) {
        const query = { _id: { $gt: after }, '_.chain': { $exists: true } }
        const page = await records
          .find(query as never, { projection: { '_.chain': 1, '_.outbox': 1 } })
          .sort({ _id: 1 })
          .limit(PAGE)
          .toArray()
        for (const { _id: subject, _ } of page) yield { source, subject, head: _.chain, outbox: _.outbox ?? [] }
        if (page.length < PAGE) break
        after = page[page.length - 1]._id
      }
    }
  }
}
