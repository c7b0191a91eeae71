import type { Shape } from '../shape'
import type { MongoRecord, Records } from './records'
import { MongoResealing } from './resealing'

describe('a document that is sealed anew', () => {
  const read = { _id: 'm', '~': 'sealed', areas: ['old'], _: { version: 3, changes: [] } } as unknown as MongoRecord

  /** The store holds this one. */
  const write = (there: Partial<MongoRecord['_']>) => {
    const held: Record<string, unknown> = {
      _id: 'm',
      '_.version': 3,
      ...Object.fromEntries(Object.entries(there).map(([key, value]) => [`_.${key}`, value])),
    }
    const meets = ([path, asked]: [string, unknown]) => (asked && typeof asked === 'object' ? !(path in held) : held[path] === asked)
    const updateOne = async (filter: object) => ({ matchedCount: Number(Object.entries(filter).every(meets)) })
    const documents = new MongoResealing({ name: 'hotline.matters' } as Shape, { updateOne } as unknown as Records)
    return documents.write([{ record: read, version: 3, resealed: { ...read, '~': 'anew' } as never }])
  }

  it('is the one that was read: of its version, and with the same of what follows from elsewhere', async () => {
    await write({})
    await expect(write({ version: 4 })).rejects.toThrow('hotline.matters m changed meanwhile')
    // Its areas were brought up to date: what was sealed beside those of before does not prove them.
    await expect(write({ redrawn: 1 })).rejects.toThrow('hotline.matters m changed meanwhile')
  })
})
