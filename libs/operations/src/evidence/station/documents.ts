import type { ChainHead } from '@yiwang/persistence/operations'
import type { StationFile, StoredEvent } from '@yiwang/persistence/stores'
import mongoose from 'mongoose'
import { checkHead, documentGone, eventsGone } from '../chain'
import { Found, found } from '../fault'

const tableOf = (source: string) => source.slice(1).replace('/', '.')

/** The heads that the documents remember, beside the events. */
export class Documents {
  private readonly tables: Set<string>

  constructor(private readonly file: StationFile) {
    this.tables = new Set(collectionsIn(file))
  }

  /** An aggregate's document must remember its last event. */
  check(last: StoredEvent): void {
    const { source, subject } = last
    const document = this.documentOf(source, subject)
    if (!document) documentGone(source, subject)
    checkHead(headOf(document, source, subject), last)
  }

  /** The last event that an aggregate's document remembers, where there is a document that can be read. */
  remembered(source: string, subject: string): ChainHead | undefined {
    try {
      const document = this.documentOf(source, subject)
      return document && headOf(document, source, subject)
    } catch (error) {
      if (error instanceof Found) return undefined
      throw error
    }
  }

  private documentOf(source: string, subject: string): ArrayBuffer | undefined {
    const table = tableOf(source)
    if (!this.tables.has(table)) return undefined
    return this.file.get<{ document: ArrayBuffer }>(`SELECT document FROM "${table}" WHERE id = ?`, subject)?.document
  }

  /** No document remembers events of which none are left. */
  checkOthers(): void {
    for (const table of this.tables) {
      const source = `/${table.replace('.', '/')}`
      const alone = 'NOT EXISTS (SELECT 1 FROM log WHERE log.source = ? AND log.subject = kept.id)'
      for (const { id, document } of this.file.iterate<{ id: string; document: ArrayBuffer }>(
        `SELECT id, document FROM "${table}" AS kept WHERE ${alone}`,
        source,
      )) {
        if (headOf(document, source, id)) eventsGone(source, id)
      }
    }
  }
}

/** A collection's table is `<service>.<collection>`; its indexes have a `#` behind that. */
export const collectionsIn = (file: StationFile): string[] =>
  file
    .all<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE '%.%' AND name NOT LIKE '%#%' ORDER BY name")
    .map(({ name }) => name)

function headOf(document: ArrayBuffer, source: string, subject: string): ChainHead | undefined {
  try {
    return (mongoose.mongo.BSON.deserialize(new Uint8Array(document)) as { _?: { chain?: ChainHead } })._?.chain
  } catch {
    return found('document', `the document of ${source}/${subject} can no longer be read`, { source, subject })
  }
}
