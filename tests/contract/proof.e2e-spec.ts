import { auditSchema } from '@yiwang/people'
import type { Collection } from '@yiwang/persistence'
import { encrypted } from '@yiwang/persistence/stores'
import { hashedBefore, sealedBefore } from '@yiwang/testing'
import mongoose, { Schema } from 'mongoose'
import { dataKey, evidenceOf, folder, type House, type Kept, openStation, rows } from './rows'

interface Member {
  id: string
  account: string
  name?: string
  role: string
  areas: string[]
  wrong?: { network: string; times: number }[]
}
const schema = new Schema({
  account: encrypted({ required: true, lookup: true }),
  name: encrypted(),
  role: { type: String, required: true },
  areas: [String],
  wrong: { type: [new Schema({ network: encrypted(), times: Number }, { _id: false })], default: undefined },
})
  .index({ account: 1 }, { unique: true })
  .index({ areas: 1, role: 1, _id: 1 })

const worker: Member = { id: 'w', account: 'gu', name: '顾建华', role: 'worker', areas: ['a'], wrong: [{ network: '10.0.0.0/8', times: 1 }] }
const other: Member = { ...worker, id: 'o', account: 'zhou', name: '周敏' }

describe.each(rows)('a document that somebody without a key put on the $name', (row) => {
  let house: House
  let members: Collection<Member>
  let kept: Kept
  beforeAll(async () => {
    house = await row.open()
    members = house.collection('members', schema)
    await members.insert({ set: worker })
    await members.insert({ set: other })
    kept = (await house.record('members', 'w')) as Kept
  })
  afterAll(() => house.close())

  it('is never shown and never built upon: it has no envelope', async () => {
    await house.put('members', { _id: 'planted', account: 'root', name: '根', role: 'admin', areas: ['a'], _: {} })
    await expect(members.get('planted')).rejects.toThrow('what lies at hotline.members/planted has no envelope: it was not written here')
    await expect(members.change('planted', () => ({ set: { role: 'worker' } }))).rejects.toThrow('hotline.members/planted')
    await expect(members.upsert('planted', () => ({ set: { role: 'worker' } }))).rejects.toThrow('hotline.members/planted')
    await expect(members.find({ id: 'planted' })).rejects.toThrow('hotline.members/planted')
    await expect(members.find({})).rejects.toThrow('hotline.members/planted')
    await members.remove('planted')
  })

  it.each<[string, (theirs: Kept) => object]>([
    ['a clear field', () => ({ role: 'admin' })],
    ['an area', () => ({ areas: ['a', 'b'] })],
    ['an element of a list', () => ({ wrong: [{ times: 9 }] })],
    ['a field more', () => ({ unitId: 'x' })],
    ['what it is found by', () => ({ '#': { account: 'x'.repeat(22) } })],
    ['its envelope, and nothing else, for the one of another', (theirs) => ({ '~': theirs['~'] })],
    ['all but its id and what it is found by for what is another’s', ({ _id, '#': _, ...theirs }) => theirs],
    ['the head of its events', () => ({ _: { ...kept._, chain: { sequence: 1, hash: 'x' } } })],
  ])('is told where it has %s', async (_, alter) => {
    const theirs = (await house.record('members', 'o')) as Kept
    await house.put('members', { ...kept, ...alter(theirs) })
    let decided = false
    const decide = () => {
      decided = true
      return { set: {} }
    }
    await expect(members.get('w')).rejects.toThrow('what lies at hotline.members/w was altered or moved there')
    await expect(members.change('w', decide)).rejects.toThrow('hotline.members/w')
    expect(decided).toBe(false)
    await house.put('members', kept)
    expect(await members.get('w')).toEqual({ ...worker, version: 1 })
  })
})

describe.each(rows)('documents of a version before envelopes on the $name', (row) => {
  const many = Array.from({ length: 600 }, (_, n): Member => ({ ...worker, id: `m${n}`, account: `gu${n}` }))
  /** As that version left it: each field sealed where it lies. */
  const left = ({ id: _id, account, name, wrong = [], ...clear }: Member): Kept => {
    const s1 = (value: unknown, field: string) => sealedBefore(dataKey, value, `hotline.members/${_id}/${field}`)
    const hash = hashedBefore(dataKey, account, 'hotline.members/account')
    const parts = wrong.map(({ network, times }) => ({ network: s1(network, 'wrong.network'), times }))
    return { _id, ...clear, account: { sealed: s1(account, 'account'), hash }, name: s1(name, 'name'), wrong: parts, _: {} }
  }
  let house: House
  const members = () => house.collection<Member>('members', schema)
  beforeEach(async () => {
    house = await row.open()
    await members().count({})
  })
  afterEach(() => house.close())

  it('are brought into them before anybody asks, and found', async () => {
    await house.leave('members', many.map(left))
    await house.restart()
    expect(await members().get('m7')).toEqual({ ...many[7], version: 1 })
    expect(await members().findOne({ account: 'gu599' })).toEqual({ ...many[599], version: 1 })
    expect(await members().count({})).toBe(600)
    const kept = JSON.stringify(await house.record('members', 'm7'))
    expect(kept).not.toMatch(/s1\.|顾建华|gu7/)
    expect(house.told).toContain('hotline.members: 600 documents sealed')
    await expect(members().insert({ set: { ...worker, id: 'twice', account: 'gu3' } })).rejects.toThrow('duplicate account')
    house.told.length = 0
    await house.restart()
    expect(await members().get('m7')).toMatchObject({ account: 'gu7' })
    expect(house.told).toEqual([])
  })

  it('are brought in to the end where that was cut off', async () => {
    await house.leave('members', many.map(left))
    await house.restart()
    void members()
      .count({})
      .catch(() => undefined)
    await house.crash()
    expect(await members().findOne({ account: 'gu0' })).toMatchObject({ id: 'm0' })
    expect(await members().findOne({ account: 'gu599' })).toMatchObject({ id: 'm599' })
  })
})

describe('on the station', () => {
  const membersOf = (store: ReturnType<typeof openStation>) => store.collection<Member>('hotline', 'members', schema)

  it('an audit entry that somebody wrote there is found by verifying, and is not brought in, once a seal says that all have envelopes', async () => {
    const directory = folder()
    const store = openStation(directory)
    const audit = store.collection<{ id: string; by: string }>('hotline', 'audit', auditSchema)
    const entry = { at: new Date(), by: 'u1', account: 'gu', role: 'operator', kind: 'ticket', subject: 't1', purpose: '核对', fields: ['phone'] }
    await audit.insert({ set: { id: 'e1', ...entry } })
    const evidence = evidenceOf(store)
    const verified = async () => (await evidence.verify()).fault
    const plant = () => {
      const document = mongoose.mongo.BSON.serialize({ _id: 'e2', ...entry, _: {} })
      return store.file.write(() => void store.file.run('INSERT OR REPLACE INTO "hotline.audit" VALUES (?, 1, ?)', 'e2', document))
    }
    await plant()
    // Nothing yet says that it is not of an earlier version.
    expect(await verified()).toBeUndefined()
    await store.file.write(() => void store.file.run('DELETE FROM "hotline.audit" WHERE id = ?', 'e2'))
    expect(await evidence.seal(new Date())).toMatchObject({ number: 1, count: 0, proven: true })
    expect(await evidence.seal(new Date())).toBeUndefined()
    expect(await verified()).toBeUndefined()

    await plant()
    const reason = 'the document of /hotline/audit/e2 was not written here: it has no envelope, and seal 1 says that every document had one'
    expect(await verified()).toEqual({ what: 'document', source: '/hotline/audit', subject: 'e2', reason })
    await expect(audit.find({ by: 'u1' }, { sort: '-at' })).resolves.toMatchObject({ items: [{ id: 'e1' }] })
    // Also where they set back what the store remembers of its form.
    await store.file.write(() => void store.file.run('DELETE FROM forms'))
    await store.file.close()
    const again = openStation(directory)
    again.collection('hotline', 'audit', auditSchema)
    await expect(again.ready()).rejects.toThrow(
      /^hotline\.audit\/e2 has no envelope, and seal 1 says that every document had one: it was not written here/,
    )
    await again.file.close()
  })

  it('a document under the id of another, or in another version, is told', async () => {
    const store = openStation(folder())
    const members = membersOf(store)
    await members.insert({ set: worker })
    await members.insert({ set: other })
    const altered = (sql: string) => store.file.write(() => void store.file.run(`UPDATE "hotline.members" SET ${sql} WHERE id = 'w'`))
    await altered('version = 2')
    await expect(members.get('w')).rejects.toThrow('hotline.members/w was altered')
    await altered('version = 1')
    expect(await members.get('w')).toMatchObject(worker)
    await altered('document = (SELECT document FROM "hotline.members" WHERE id = \'o\')')
    await expect(members.get('w')).rejects.toThrow('hotline.members/w was altered')
    await store.file.close()
  })

  it('an index row that leads to another document leads nowhere', async () => {
    const store = openStation(folder())
    const members = membersOf(store)
    await members.insert({ set: worker })
    await members.insert({ set: { ...other, role: 'admin' } })
    const [{ k0 }] = store.file.all<{ k0: string }>('SELECT k0 FROM "hotline.members#account!" WHERE id = \'o\'')
    await store.file.write(() => {
      store.file.run('DELETE FROM "hotline.members#account!"')
      store.file.run('INSERT INTO "hotline.members#account!" VALUES (?, ?)', k0, 'w')
      store.file.run('UPDATE "hotline.members#areas,role" SET k1 = ?', 'admin')
    })
    expect(await members.findOne({ account: 'zhou' })).toBeUndefined()
    expect((await members.find({ areas: 'a', role: 'admin' })).items.map(({ id }) => id)).toEqual(['o'])
    await store.file.close()
  })
})
