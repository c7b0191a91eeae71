import { hashOf, type StoredEvent } from '@yiwang/persistence/stores'
import type Database from 'libsql'
import mongoose from 'mongoose'

const { BSON } = mongoose.mongo
const source = '/hotline/things'

interface Row {
  position: number
  subject: string
  sequence: number
  offset: number
  event: string
}

/** What somebody can do who has the file and knows how it works, but has no key. */
export class Tampering {
  constructor(private readonly db: Database.Database) {}

  exec(sql: string): void {
    this.db.exec(sql)
  }

  events(subject: string): Row[] {
    return this.db.prepare('SELECT position, subject, sequence, "offset", event FROM log WHERE subject = ? ORDER BY sequence').all([subject]) as Row[]
  }

  event(subject: string, sequence: number): StoredEvent {
    return { ...JSON.parse(this.events(subject)[sequence - 1].event), source, subject, sequence }
  }

  write(position: number, event: string): void {
    this.db.prepare('UPDATE log SET event = ? WHERE position = ?').run([event, position])
  }

  remove(subject: string, sequence: number): void {
    this.db.prepare('DELETE FROM log WHERE subject = ? AND sequence = ?').run([subject, sequence])
  }

  alter(subject: string, sequence: number, change: (event: StoredEvent) => StoredEvent): StoredEvent {
    const { source: _, subject: __, sequence: ___, ...event } = change(this.event(subject, sequence))
    this.write(this.events(subject)[sequence - 1].position, JSON.stringify(event))
    return this.event(subject, sequence)
  }

  head(id: string, change: (head: { sequence: number; hash: string }) => object | undefined): void {
    const row = this.db.prepare('SELECT document FROM "hotline.things" WHERE id = ?').all([id])[0] as { document: ArrayBuffer }
    const document = BSON.deserialize(new Uint8Array(row.document))
    document._.chain = change(document._.chain)
    this.db
      .prepare('UPDATE "hotline.things" SET document = ? WHERE id = ?')
      .run([Buffer.from(BSON.serialize(document, { ignoreUndefined: true })), id])
  }

  recompute(subject: string, withHead: boolean): void {
    let previousHash = ''
    for (const { sequence } of this.events(subject)) {
      const changed = this.alter(subject, sequence, (event) => {
        const next = { ...event, time: '2020-01-01T00:00:00.000Z', previousHash }
        return { ...next, hash: hashOf(next) }
      })
      previousHash = changed.hash
    }
    if (withHead) this.head(subject, ({ sequence }) => ({ sequence, hash: previousHash }))
  }

  renumber(): void {
    const rows = this.db.prepare('SELECT position, "partition" FROM log ORDER BY position').all([]) as { position: number; partition: number }[]
    this.exec('UPDATE log SET "offset" = "offset" + 1000, position = position + 1000')
    const next = new Map<number, number>()
    rows.forEach(({ position, partition }, at) => {
      const offset = next.get(partition) ?? 0
      next.set(partition, offset + 1)
      this.db.prepare('UPDATE log SET position = ?, "offset" = ? WHERE position = ?').run([at + 1, offset, position + 1000])
    })
  }
}
