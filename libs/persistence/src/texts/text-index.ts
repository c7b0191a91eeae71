import Database from 'libsql'
import { type Asked, alternatives, type Filter, isEquality } from '../filter'
import { type Key, MISSING, toKey } from '../keys'
import { listed, lists, type Met, met } from '../sqlite/conditions'
import { tokensOf, type Word, wordsOf } from './words'

/** What an index of texts is made of. */
export interface TextSpec {
  /** `<service>.<collection>` */
  name: string
  /** How much a word counts in each of its texts. */
  weights: number[]
  /** What it carries beside them, to meet conditions on it. */
  carries: { path: string; isList: boolean }[]
}

export interface TextDocument {
  id: string
  version: number
  texts: string[]
  /** In the order of what it carries. */
  carried: unknown[]
}

/** A place in the order of what was found: how many stood before it and at it, and which document it was. */
export interface TextPlace {
  key: number
  id: string
}

interface Known {
  row: number
  /** As what it was put here. */
  state: string
}

/**
 * An index of texts in memory: SQLite's own (FTS5, bm25), without the texts themselves. For the thread that has it
 * (in-thread.ts).
 */
export class TextIndex {
  private readonly db = new Database(':memory:')
  private readonly known: Database.Statement
  private readonly statements: Record<'add' | 'addTexts' | 'remove' | 'removeTexts' | 'between', Database.Statement>

  constructor(private readonly spec: TextSpec) {
    const texts = spec.weights.map((_, at) => `t${at}`)
    const carries = spec.carries.map((_, at) => `c${at}`)
    const columns = ['row INTEGER PRIMARY KEY', 'id TEXT NOT NULL UNIQUE', 'state TEXT NOT NULL', ...carries]
    this.db.exec(`CREATE TABLE documents (${columns.join(', ')})`)
    this.db.exec(`CREATE VIRTUAL TABLE texts USING fts5(${texts.join(', ')}, content = '', contentless_delete = 1, tokenize = 'ascii')`)
    this.known = this.db.prepare('SELECT row, state FROM documents WHERE id = ?')
    this.statements = {
      add: this.db.prepare(`INSERT INTO documents VALUES (?, ?, ?${', ?'.repeat(carries.length)})`),
      addTexts: this.db.prepare(`INSERT INTO texts (rowid, ${texts.join(', ')}) VALUES (?${', ?'.repeat(texts.length)})`),
      remove: this.db.prepare('DELETE FROM documents WHERE row = ?'),
      removeTexts: this.db.prepare('DELETE FROM texts WHERE rowid = ?'),
      between: this.db.prepare("SELECT id FROM documents WHERE id > ? AND (? = '' OR id <= ?)"),
    }
  }

  /** Takes these as they are now; those that have gone are taken out. */
  change(documents: TextDocument[], gone: string[]): void {
    this.write(() => {
      for (const id of gone) this.remove(id)
      for (const document of documents) this.put(document)
    })
  }

  /** All that there are behind one id up to another (to the end where that is empty): what it has otherwise is put anew, what is not there any more is taken out. */
  stretch(after: string, to: string, documents: TextDocument[]): void {
    this.write(() => {
      const there = new Set(documents.map(({ id }) => id))
      for (const { id } of this.statements.between.all([after, to, to]) as { id: string }[]) if (!there.has(id)) this.remove(id)
      for (const document of documents) if (this.find(document.id)?.state !== stateOf(document)) this.put(document)
    })
  }

  /**
   * The documents that have all the words and meet the conditions, the best first, from a place on: in the order as it is now, behind the document that stood there; where
   * that one is found no more, behind as many as stood before it.
   */
  search(asked: string, where: Filter, count: number, after?: TextPlace): { before: number; ids: string[] } {
    const words = wordsOf(asked)
    if (!words.length) return { before: 0, ids: [] }
    const [condition, ...values] = this.conditionOf(where)
    const sql = `SELECT id FROM texts CROSS JOIN documents ON row = texts.rowid WHERE texts MATCH ? AND (${condition})
      ORDER BY bm25(texts, ${this.spec.weights.join(', ')}), id DESC${after ? '' : ` LIMIT ${count}`}`
    const found = this.db.prepare(sql).all([words.map(matching).join(' AND '), ...values]) as { id: string }[]
    const at = after ? found.findIndex(({ id }) => id === after.id) : -1
    const before = at >= 0 ? at + 1 : Math.max(0, (after?.key ?? 0) - 1)
    return { before, ids: found.slice(before, before + count).map(({ id }) => id) }
  }

  close(): void {
    this.db.close()
  }

  private find = (id: string): Known | undefined => this.known.get([id]) as Known | undefined

  private put(document: TextDocument): void {
    const { id, texts, carried } = document
    this.remove(id)
    const { carries } = this.spec
    const values = carried.map((value, at) =>
      carries[at].isList ? listed(((value as unknown[] | undefined) ?? []).map(toKey)) : (toKey(value) ?? MISSING),
    )
    const { lastInsertRowid: row } = this.statements.add.run([null, id, stateOf(document), ...values])
    this.statements.addTexts.run([row, ...texts.map((text) => tokensOf(text).join(' '))])
  }

  private remove(id: string): void {
    const known = this.find(id)
    if (!known) return
    this.statements.removeTexts.run([known.row])
    this.statements.remove.run([known.row])
  }

  private conditionOf(where: Filter): Met {
    const each = alternatives(where).map((conjunction) => conjunction.flatMap(this.metBy))
    const sql = each.map((all) => all.map(([one]) => one).join(' AND ') || '1').join(' OR ')
    return [sql || '0', ...each.flatMap((all) => all.flatMap(([, ...values]) => values))]
  }

  private metBy = ([path, condition]: Asked): Met[] => {
    const at = this.spec.carries.findIndex((one) => one.path === path)
    if (at < 0) throw new Error(`the texts of ${this.spec.name} are asked for ${path}, which they do not carry`)
    if (!this.spec.carries[at].isList) return met(`c${at}`, condition)
    if (!isEquality(condition)) throw new Error(`the texts of ${this.spec.name} can only be asked what ${path} contains`)
    return [lists(`c${at}`, toKey(condition) as Key)]
  }

  private write(work: () => void): void {
    this.db.exec('BEGIN')
    try {
      work()
      this.db.exec('COMMIT')
    } catch (error) {
      this.db.exec('ROLLBACK')
      throw error
    }
  }
}

/** What lies in areas that are drawn anew is of the same version as before. */
const stateOf = ({ version, carried }: TextDocument): string => JSON.stringify([version, carried])

/** As FTS5 is asked it: its tokens are letters and digits, so that nothing of a question is taken for its operators. */
const matching = ({ tokens, isBeginning }: Word): string => `"${tokens.join(' ')}"${isBeginning ? ' *' : ''}`
