import type { Schema } from 'mongoose'

/** In which fields a schema's documents are searched, what a word counts in each, and on which others there are conditions. */
export interface TextsOf {
  weights: Record<string, number>
  carries: string[]
}

const texts = new WeakMap<Schema, TextsOf>()

/**
 * Documents are found by the words of these fields, each of which counts so much: `searchedIn(noticeSchema, { title: 3, text: 1 }, ['areas'])`. The index lies in memory
 * and in clear, so these are open texts: nothing that is sealed. It carries further fields, on which a search may have conditions. Whoever searches injects the schema's `Texts`.
 */
export function searchedIn(schema: Schema, weights: Record<string, number>, carries: string[] = []): void {
  const name = schema.get('collection') as string
  for (const path of [...Object.keys(weights), ...carries]) {
    const type = schema.path(path)
    if (!type) throw new Error(`${name} has no field ${path}`)
    if (type.options.encrypted) throw new Error(`${name} keeps ${path} sealed: what tells of a person is not in an index of texts`)
  }
  texts.set(schema, { weights, carries })
}

export const textsOf = (schema: Schema): TextsOf | undefined => texts.get(schema)

/** What the thread of the texts loads: whoever imports it has the dictionary's library, and an index of its own. */
export const TEXTS_IN_THREAD = require.resolve('./in-thread')
