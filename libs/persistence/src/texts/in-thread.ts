import type { Filter } from '../filter'
import { type TextDocument, TextIndex, type TextPlace, type TextSpec } from './text-index'

/** What the thread of the texts is asked to do, each with one plain value. Its indexes are gone when it ends: whoever is told so begins anew. */
const indexes = new Map<string, { index: TextIndex; isFull: boolean }>()

export function begin(spec: TextSpec): void {
  indexes.get(spec.name)?.index.close()
  indexes.set(spec.name, { index: new TextIndex(spec), isFull: false })
}

/** A stretch of all that there is, and whether it was the last. False where there is no index. */
export function stretch({ name, after, to, documents }: { name: string; after: string; to: string; documents: TextDocument[] }): boolean {
  const known = indexes.get(name)
  if (!known) return false
  known.index.stretch(after, to, documents)
  known.isFull ||= to === ''
  return true
}

/** Nothing where there is no index: it will have them when it is made. */
export function change({ name, documents, gone }: { name: string; documents: TextDocument[]; gone: string[] }): void {
  indexes.get(name)?.index.change(documents, gone)
}

interface Question {
  name: string
  asked: string
  where: Filter
  count: number
  after?: TextPlace
}

/** Undefined where there is no index, or not all is in it. */
export function search({ name, asked, where, count, after }: Question): { before: number; ids: string[] } | undefined {
  const known = indexes.get(name)
  return known?.isFull ? known.index.search(asked, where, count, after) : undefined
}
