import type { Kept, Resealable } from '../resealing'
import type { Shape, StoredRecord } from '../shape'
import type { Documents } from './documents'
import type { StationFile } from './file'

/** A collection of the station's file whose key is changed: a page is one write. */
export class SqliteResealing implements Resealable {
  constructor(
    private readonly file: StationFile,
    readonly shape: Shape,
    private readonly documents: Documents,
  ) {}

  count = (): Promise<number> => this.documents.count()

  read = async (after: string, limit: number): Promise<Kept[]> => this.documents.page(after, limit)

  write(changed: (Kept & { resealed: StoredRecord })[]): Promise<void> {
    return this.file.write(() => {
      for (const { record, resealed, version } of changed) this.documents.put({ record: resealed, version }, this.documents.indexes.rows(record))
    })
  }
}
