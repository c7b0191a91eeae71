import type { Vault } from '@yiwang/persistence'
import { hasEnvelope, isProven, openEnvelope, type StoredDocument, type StoredDocuments, UnreadableDocument } from '@yiwang/persistence/operations'
import { found } from './fault'
import { type Seal, sealName } from './seal'
import { provenSince } from './seals'

const PAGE = 1_000

/**
 * Opens the envelope of every document beside what it was sealed with: what was altered, moved or put there does not open. A document without one is of an earlier version, unless a
 * seal says that there are none left. Throws Found; answers how many documents there are.
 */
export async function proveDocuments(documents: StoredDocuments, seals: Seal[], vault: Vault): Promise<number> {
  let count = 0
  for (const collection of (await documents.collections()).filter(isProven)) {
    const since = provenSince(seals, collection.split('.')[0], vault)
    for await (const page of pagesOf(documents, collection)) {
      for (const one of page) prove(collection, one, since, vault)
      count += page.length
    }
  }
  return count
}

async function* pagesOf(documents: StoredDocuments, collection: string): AsyncIterable<StoredDocument[]> {
  for (let after = ''; ; ) {
    const page = await documents.page(collection, after, PAGE).catch((error) => {
      if (error instanceof UnreadableDocument) at(collection, error.id, 'can no longer be read')
      throw error
    })
    if (!page.length) return
    yield page
    after = page[page.length - 1].record._id
  }
}

function prove(collection: string, { record, version }: StoredDocument, since: Seal | undefined, vault: Vault): void {
  const { _id: id } = record
  if (!hasEnvelope(record)) {
    if (since) at(collection, id, `was not written here: it has no envelope, and seal ${sealName(since)} says that every document had one`)
    return
  }
  try {
    openEnvelope(vault, collection, record, version)
  } catch (error) {
    at(collection, id, `is not as it was written: ${(error as Error).message}`)
  }
}

function at(collection: string, subject: string, what: string): never {
  const source = `/${collection.replace('.', '/')}`
  return found('document', `the document of ${source}/${subject} ${what}`, { source, subject })
}
