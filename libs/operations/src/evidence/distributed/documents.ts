import type { ChainHead, StoredDocuments } from '@yiwang/persistence/operations'
import type { StoredEvent } from '@yiwang/persistence/stores'
import { checkHead, checkNext, documentGone, eventsGone, nameOf } from '../chain'
import { found } from '../fault'
import type { Chains } from './chains'

interface Kept {
  source: string
  subject: string
  head: ChainHead | undefined
  waiting: StoredEvent[]
}

const PAGE = 1_000

/** Compares the head that each document of a service keeps with its topic. Documents are read after the topic, while services write: a document may know later events. */
export class Documents {
  constructor(
    private readonly documents: StoredDocuments,
    private readonly service: string,
  ) {}

  /** Checks every document, and that each aggregate has one. Answers documents that know more events than topic and outbox held: these were sent since, and the topic is read on. Throws Found. */
  async check(chains: Chains): Promise<Kept[]> {
    const ahead: Kept[] = []
    for await (const kept of this.all()) {
      chains.hasDocument(kept.source, kept.subject)
      if (this.isAhead(kept, chains)) ahead.push(kept)
      else this.checkOne(kept, chains)
    }
    for (const last of chains.withoutDocument()) {
      const { source, subject } = last
      const kept = await this.documents.get(source.slice(1).replace('/', '.'), subject)
      if (!kept) documentGone(source, subject)
      checkHead(kept.record._.chain, last)
    }
    return ahead
  }

  /** Checks those documents once the topic was read on. Throws Found. */
  checkAgain(ahead: Kept[], chains: Chains): void {
    for (const kept of ahead) {
      const { source, subject, head } = kept
      const hash = head && chains.hashAt({ source, subject, sequence: head.sequence })
      if (head && hash) checkHead(head, { source, subject, sequence: head.sequence, hash })
      else this.checkOne(kept, chains)
    }
  }

  private isAhead({ source, subject, head, waiting: [first] }: Kept, chains: Chains): boolean {
    const due = (chains.head(source, subject)?.sequence ?? 0) + 1
    return first ? first.sequence > due : (head?.sequence ?? 0) >= due
  }

  private checkOne({ source, subject, head, waiting }: Kept, chains: Chains): void {
    let last = chains.head(source, subject)
    for (const event of waiting) {
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
    const collections = (await this.documents.collections()).filter((name) => name.startsWith(`${this.service}.`))
    for (const collection of collections) {
      const source = `/${collection.replace('.', '/')}`
      let after = ''
      for (let page = await this.documents.page(collection, after, PAGE); page.length; page = await this.documents.page(collection, after, PAGE)) {
        for (const { record, waiting } of page) if (record._.chain) yield { source, subject: record._id, head: record._.chain, waiting }
        after = page[page.length - 1].record._id
      }
    }
  }
}
