import { type ChainHead, type LogRows, type StoredDocuments, UnreadableDocument } from '@yiwang/persistence/operations'
import type { StoredEvent } from '@yiwang/persistence/stores'
import { checkHead, documentGone, eventsGone } from '../chain'
import { found } from '../fault'

const PAGE = 1_000

const collectionOf = (source: string) => source.slice(1).replace('/', '.')
const sourceOf = (collection: string) => `/${collection.replace('.', '/')}`

/** Compares the head that each document keeps with the log. */
export class Documents {
  constructor(
    private readonly documents: StoredDocuments,
    private readonly log: LogRows,
  ) {}

  /** An aggregate's document must remember its last event. Throws Found. */
  async check(last: StoredEvent): Promise<void> {
    const { source, subject } = last
    const kept = await this.read(source, subject)
    if (!kept) documentGone(source, subject)
    checkHead(kept.head, last)
  }

  /** No document remembers events of which none are left. Throws Found. */
  async checkOthers(): Promise<void> {
    for (const collection of await this.documents.collections()) {
      const source = sourceOf(collection)
      for (
        let ids = await this.documents.ids(collection, '', PAGE);
        ids.length;
        ids = await this.documents.ids(collection, ids[ids.length - 1], PAGE)
      )
        for (const id of ids) if (!this.log.has(source, id) && (await this.read(source, id))?.head) eventsGone(source, id)
    }
  }

  /** The last event that an aggregate's document remembers, where there is a document that can be read. */
  async remembered(source: string, subject: string): Promise<ChainHead | undefined> {
    try {
      return (await this.documents.get(collectionOf(source), subject))?.record._?.chain
    } catch (error) {
      if (error instanceof UnreadableDocument) return undefined
      throw error
    }
  }

  private async read(source: string, subject: string): Promise<{ head?: ChainHead } | undefined> {
    try {
      const kept = await this.documents.get(collectionOf(source), subject)
      return kept && { head: kept.record._?.chain }
    } catch (error) {
      if (error instanceof UnreadableDocument) found('document', `the document of ${source}/${subject} can no longer be read`, { source, subject })
      throw error
    }
  }
}
