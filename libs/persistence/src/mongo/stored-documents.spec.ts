import type { Db } from 'mongodb'
import { MongoStoredDocuments } from './stored-documents'

describe('the names of keys that come from elsewhere', () => {
  it('are each there in one write, as they are to be: cut off behind any of them, no key is taken for another kind', async () => {
    const writes: object[] = []
    const keys = { updateOne: async (...write: object[]) => void writes.push(write) }
    const kept = new MongoStoredDocuments({ collection: () => keys } as never as Db)
    await kept.addKeys([{ id: 'one', since: 5, apart: true }, { id: 'before that' }])
    const at = expect.any(Date)
    expect(writes).toEqual([
      [{ _id: 'one' }, { $setOnInsert: { at, since: 5, apart: true } }, { upsert: true }],
      [{ _id: 'before that' }, { $setOnInsert: { at, since: 1 }, $unset: { apart: true } }, { upsert: true }],
    ])
  })
})
