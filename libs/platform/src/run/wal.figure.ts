import type { StationFile } from '@yiwang/persistence/stores'
import { Figure } from './figure'

/** How large the write-ahead log of a station's file is. */
export class WalFigure extends Figure {
  readonly name = 'yiwang_wal_bytes'
  readonly help = "Size of SQLite's write-ahead log, station.db-wal"

  constructor(private readonly file: Pick<StationFile, 'walBytes'>) {
    super()
  }

  async read(): Promise<number> {
    return this.file.walBytes
  }
}
