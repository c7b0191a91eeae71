import type { MongoStore } from '@yiwang/persistence/stores'
import { COMMUNITY, onDistributedRow, type ServicesUnderTest } from '@yiwang/testing'
import type { Document } from 'mongodb'
import mongoose from 'mongoose'
import { anAccount, signIn, startIdentity } from './staff'

const { BSON } = mongoose.mongo

let app: ServicesUnderTest
beforeAll(async () => {
  app = await startIdentity()
})

/** What somebody can do who can write the store, and has no key. */
async function put(collection: string, id: string, change: (kept: Document) => Document): Promise<void> {
  if (onDistributedRow) {
    const records = (app.store as unknown as MongoStore).db.collection<Document & { _id: string }>(collection)
    const kept = (await records.findOne({ _id: id })) ?? { _id: id, _: { version: 1, changes: [] } }
    await records.replaceOne({ _id: id }, change(kept), { upsert: true })
    return
  }
  const { file } = app.store
  const [row] = file.all<{ document: ArrayBuffer }>(`SELECT document FROM "${collection}" WHERE id = ?`, id)
  const kept = row ? BSON.deserialize(new Uint8Array(row.document)) : { _id: id, _: {} }
  const sql = `INSERT INTO "${collection}" VALUES (?, 1, ?) ON CONFLICT (id) DO UPDATE SET document = excluded.document`
  await file.write(() => void file.run(sql, id, BSON.serialize(change(kept))))
}

describe('what somebody wrote into the store without the key', () => {
  it('is no role: who was made an admin there does not sign in', async () => {
    const { id, account } = await anAccount(app)
    await signIn(app, account).expect(201)
    let before: Document = {}
    await put('identity.accounts', id, (kept) => {
      before = kept
      return { ...kept, role: 'admin' }
    })
    await signIn(app, account).expect(500, { code: 'internal' })
    await put('identity.accounts', id, () => before)
    await signIn(app, account).expect(201, { account: { role: 'worker' } })
  })

  it('is no account: one that was never made here does not sign in', async () => {
    const { id, account } = await anAccount(app)
    // Under the hash of a name that is there: nobody without the key can make another.
    let theirs: Document = {}
    await put('identity.accounts', id, (kept) => {
      theirs = kept
      return {
        _id: id,
        _: kept._,
        '#': kept['#'],
        account,
        name: '根',
        role: 'admin',
        areaCode: COMMUNITY,
        areas: [COMMUNITY],
        passwordHash: kept.passwordHash,
      }
    })
    await signIn(app, account).expect(500, { code: 'internal' })
    await put('identity.accounts', id, () => theirs)
  })
})
