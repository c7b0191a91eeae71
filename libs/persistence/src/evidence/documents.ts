import mongoose from 'mongoose'
import type { StationFile } from '../sqlite/file'
import type { ChainHead, StoredEvent } from '../stored-event'
import { found } from './fault'

const tableOf = (source: string) => source.slice(1).replace('/', '.')

/** The heads that the documents remember, beside the events. */
export class Documents {
  private readonly tables: Set<string>

  constructor(private readonly file: StationFile) {
    // A collection's table is `<service>.<collection>`; its indexes have a `#` behind that.
    this.tables = new Set(
      file
        .all<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE '%.%' AND name NOT LIKE '%#%'")
        .map(({ name }) => name),
    )
  }

  /** An aggregate's document must remember its last event. */
  check(last: StoredEvent): void {
    const { source, subject, sequence } = last
    const table = tableOf(source)
    const row = this.tables.has(table) ? this.file.get<{ document: ArrayBuffer }>(`SELECT document FROM "${table}" WHERE id = ?`, subject) : undefined
    if (!row) found('document', `the document of ${source}/${subject} is gone, its events are not`, { source, subject })
    const head = headOf(row.document, source, subject)
    if (!head) found('document', `the document of ${source}/${subject} does not remember its events`, { source, subject })
    const { sequence: known, hash } = head
    if (known > sequence)
      found('event', `event ${sequence + 1} of ${source}/${subject} is missing: its document knows of ${known}`, {
        source,
        subject,
        sequence: sequence + 1,
      })
    if (known < sequence || hash !== last.hash)
      found('document', `the document of ${source}/${subject} remembers another event ${known} than the log holds`, {
        source,
        subject,
        sequence: known,
      })
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
        if (headOf(document, source, id))
          found('event', `event 1 of ${source}/${id} is missing: its document remembers events, but none are left`, {
            source,
            subject: id,
            sequence: 1,
          })
      }
    }
  }
}

function headOf(document: ArrayBuffer, source: string, subject: string): ChainHead | undefined {
  try {
    return (mongoose.mongo.BSON.deserialize(new Uint8Array(document)) as { _?: { chain?: ChainHead } })._?.chain
  } catch {
    return found('document', `the document of ${source}/${subject} can no longer be read`, { source, subject })
  }
}
