import { PARTITIONS, type StationFile } from '@yiwang/persistence/stores'

/** In a station's file, the progress of the move that fills it: the print of what it is filled from, and the next offset of each partition. */
export class MovedFile {
  constructor(private readonly file: StationFile) {
    file.define(`
      CREATE TABLE IF NOT EXISTS moved_out (print TEXT PRIMARY KEY);
      CREATE TABLE IF NOT EXISTS moved_topics (topic TEXT NOT NULL, partition INTEGER NOT NULL, next INTEGER NOT NULL, PRIMARY KEY (topic, partition)) WITHOUT ROWID;`)
  }

  /** Whether it is being filled from the content of this print. In a new file the print is stored. */
  isOf(print: string): boolean {
    if (!this.file.get("SELECT 1 FROM sqlite_master WHERE name = 'moved_out'")) return false
    this.file.define(() => this.file.run('INSERT INTO moved_out (print) SELECT ? WHERE NOT EXISTS (SELECT 1 FROM moved_out)', print))
    return this.file.get<{ print: string }>('SELECT print FROM moved_out')?.print === print
  }

  /** Where the reading of a topic goes on. */
  next(topic: string): number[] {
    const next: number[] = Array(PARTITIONS).fill(0)
    const rows = this.file.all<{ partition: number; next: number }>('SELECT partition, next FROM moved_topics WHERE topic = ?', topic)
    for (const row of rows) next[row.partition] = row.next
    return next
  }

  /** Inside a write. */
  reached(topic: string, partition: number, next: number): void {
    this.file.run('INSERT OR REPLACE INTO moved_topics (topic, partition, next) VALUES (?, ?, ?)', topic, partition, next)
  }
}
