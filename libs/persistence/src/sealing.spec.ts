import { Schema } from 'mongoose'
import { sealedBefore } from '../../testing/src/sealed-before'
import { encrypted, foundBy, notFoundBy } from './encrypted'
import { Sealing } from './sealing'
import { Vault } from './vault'

const withoutId = { _id: false }
const by = new Schema({ id: String, name: encrypted(), phone: encrypted({ lookup: true }) }, withoutId)
const entry = new Schema({ at: Date, note: encrypted(), by }, withoutId)
const schema = new Schema({
  state: String,
  phone: encrypted({ lookup: (phone) => phone.split('-')[0] }),
  born: encrypted({ type: Date }),
  tags: encrypted({ type: [String], length: 128 }),
  numbers: encrypted({ type: [String], lookup: true }),
  whole: encrypted({ type: new Schema({ a: String, b: [Number] }, withoutId) }),
  part: new Schema({ open: String, text: encrypted() }, withoutId),
  entries: [entry],
  groups: [new Schema({ members: [by] }, withoutId)],
})
const DATA_KEY = Buffer.alloc(32, 1)
const vault = new Vault(DATA_KEY)
const sealing = new Sealing('hotline.things', schema, vault)
const bound = { id: 't1', version: 3, chain: { sequence: 2, hash: 'h' } }

const full = {
  state: 'open',
  phone: '051385510000-801',
  born: new Date('1941-05-06'),
  tags: ['elderly'],
  numbers: ['1', '2'],
  whole: { a: 'x', b: [1] },
  part: { open: 'o', text: '话' },
  entries: [{ at: new Date(1), note: '一', by: { id: 'u', name: '王', phone: '1' } }, { at: new Date(2) }, { at: new Date(3), by: { id: 'v' } }],
  groups: [{ members: [{ id: 'a', name: '甲' }, { id: 'b' }] }, { members: [] }, { members: [{ id: 'c', phone: '2' }] }],
}
type Record = ReturnType<typeof sealing.seal>
const envelopeOf = (record: Record) => record['~'] as Buffer
const keptAs = (record: Record, { id, chain }: Partial<typeof bound> = bound) => ({ ...record, _id: id as string, _: { chain } })
const open = (record: Record, beside: object = {}) => {
  const { version, ...rest } = { ...bound, ...beside }
  return sealing.open(keptAs(record, rest), version).fields
}

describe('an envelope', () => {
  it.each<[string, Record]>([
    ['everything', full],
    ['nothing', {}],
    ['only what is clear', { state: 'open', part: { open: 'o' }, entries: [{ at: new Date(1) }] }],
    ['what is empty', { tags: [], numbers: [], part: {}, entries: [], groups: [{ members: [] }] }],
    ['what is null', { state: null, phone: null, part: { text: null }, entries: [{ note: null, by: null }] }],
    ['lists with nothing in front', { entries: [{ at: new Date(1) }, { note: 'x' }], groups: [{ members: [] }, { members: [{ name: 'y' }] }] }],
  ])('gives back %s', (_, fields) => {
    const record = sealing.seal(fields, bound)
    expect(open(record)).toEqual(fields)
    expect(open(record)).toEqual(fields)
  })

  it('leaves in clear what is not sealed, with the elements of its lists, and the hashes of what is found by them', () => {
    const { '~': envelope, '#': hashes, ...clear } = sealing.seal(full, bound)
    expect(clear).toEqual({
      state: 'open',
      part: { open: 'o' },
      entries: [{ at: new Date(1), by: { id: 'u' } }, { at: new Date(2) }, { at: new Date(3), by: { id: 'v' } }],
      groups: [{ members: [{ id: 'a' }, { id: 'b' }] }, { members: [] }, { members: [{ id: 'c' }] }],
    })
    const hash = expect.stringMatching(/^[\w-]{22}$/)
    expect(hashes).toEqual({ phone: hash, numbers: [hash, hash], 'entries/by/phone': [hash], 'groups/members/phone': [hash] })
    expect(sealing.storedPath('entries.by.phone')).toEqual(['#', 'entries/by/phone'])
    expect(sealing.storedPath('state')).toEqual(['state'])
  })

  it.each<[string, (record: Record) => void, object?]>([
    ['a clear field', (record) => (record.state = 'closed')],
    ['one more', (record) => (record.role = 'admin')],
    ['one less', (record) => delete record.state],
    ['one inside of a list', (record) => ((record.entries as { at: Date }[])[1].at = new Date(9))],
    ['an element less', (record) => (record.entries as object[]).pop()],
    ['a time that becomes a text', (record) => ((record.entries as { at: unknown }[])[1].at = '@2;')],
    ['a hash', (record) => ((record['#'] as { phone: string }).phone = 'x')],
    ['a byte of the ciphertext', (record) => (envelopeOf(record)[40] ^= 1)],
    ['a byte of the tag', (record) => (envelopeOf(record)[envelopeOf(record).length - 1] ^= 1)],
    ['the id', () => undefined, { id: 't2' }],
    ['the version', () => undefined, { version: 4 }],
    ['the head of its events', () => undefined, { chain: { sequence: 1, hash: 'g' } }],
    ['the head of its events, gone', () => undefined, { chain: undefined }],
  ])('does not open beside another %s', (_, alter, beside = {}) => {
    const record = sealing.seal(full, bound)
    open(record)
    alter(record)
    const { id } = { ...bound, ...beside }
    expect(() => open(record, beside)).toThrow(`what lies at hotline.things/${id} was altered or moved there`)
  })

  it('does not open in another collection, nor in another service', () => {
    const record = sealing.seal(full, bound)
    for (const other of ['hotline.others', 'kiosk.things'])
      expect(() => new Sealing(other, schema, vault).open(keptAs(record), 3)).toThrow(`what lies at ${other}/t1 was altered or moved there`)
  })

  it('is missed, cut short, of another kind or under another key: each is told', () => {
    const { '~': envelope, ...clear } = sealing.seal(full, bound)
    const told = (bytes: unknown) => () => open({ ...clear, '~': bytes })
    expect(told(undefined)).toThrow('what lies at hotline.things/t1 has no envelope')
    expect(told('text')).toThrow('has no envelope')
    expect(told((envelope as Buffer).subarray(0, 20))).toThrow('no envelope that this version knows')
    expect(told(Buffer.concat([Buffer.from('B'), (envelope as Buffer).subarray(1)]))).toThrow('no envelope that this version knows')
    const other = new Sealing('hotline.things', schema, new Vault(Buffer.alloc(32, 2)))
    expect(() => other.open(keptAs({ ...clear, '~': envelope }), 3)).toThrow(/sealed with another key \([0-9a-f]{8}\)/)
    expect(
      new Sealing('hotline.things', schema, new Vault(Buffer.alloc(32, 2), Buffer.alloc(32, 1))).open(keptAs({ ...clear, '~': envelope }), 3),
    ).toEqual({
      fields: full,
    })
  })

  it('does not depend on the order in which fields lie, which MongoDB changes', () => {
    const { state, part, ...others } = sealing.seal(full, bound)
    expect(open({ ...others, part: Object.fromEntries(Object.entries(part as object).reverse()), state })).toEqual(full)
  })

  it('proves a document that has nothing personal as well', () => {
    const plain = new Sealing('hotline.things', new Schema({ state: String }), vault)
    const record = plain.seal({ state: 'open' }, bound)
    expect(plain.open(keptAs(record), 3).fields).toEqual({ state: 'open' })
    expect(envelopeOf(record)).toHaveLength(33)
    expect(() => plain.open(keptAs({ ...record, state: 'closed' }), 3)).toThrow('altered')
  })

  it('shows neither how many tags there are nor which, nor how many characters a name has', () => {
    const lengthOf = (fields: object) => envelopeOf(sealing.seal({ ...full, ...fields }, bound)).length
    const tags = [[], ['elderly'], ['disabled', 'living-alone'], ['elderly', 'living-alone', 'disabled', 'destitute']]
    expect(new Set(tags.map((some) => lengthOf({ tags: some }))).size).toBe(1)
    const names = ['', '王', '欧阳', '阿依古丽'].map((name) => envelopeOf(sealing.seal({ part: { text: name } }, bound)).length)
    expect(new Set(names).size).toBe(1)
  })

  it('keeps what a newer version sealed, wherever it lies, also where this one writes', () => {
    const older = new Sealing('hotline.things', new Schema({ state: String, entries: [new Schema({ at: Date }, withoutId)] }), vault)
    const { fields, strange } = older.open(keptAs(sealing.seal(full, bound)), 3)
    expect(fields).toMatchObject({ phone: full.phone, entries: [{ note: '一' }, {}, {}] })
    const record = older.seal({ ...fields, state: 'closed' }, bound, strange)
    expect(JSON.stringify({ ...record, '~': undefined })).not.toMatch(/一|王|elderly|甲/)
    expect(open(record)).toEqual({ ...full, state: 'closed' })
    expect(record['#']).toEqual(sealing.seal(full, bound)['#'])
  })
})

describe('a document that is not to be found by a field', () => {
  const kept = new Schema({ secret: Boolean, by })
  const [before, now] = [kept, notFoundBy(kept.clone(), 'by.phone', ({ secret }: { secret: boolean }) => secret)].map(
    (one) => new Sealing('hotline.things', one, vault),
  )
  const [hidden, shown] = [true, false].map((secret) => ({ secret, by: { id: 'u', name: '王', phone: '138' } }))

  it('has no hash of it, and shows it as ever', () => {
    const record = now.seal(hidden, bound)
    expect(record['#']).toBeUndefined()
    expect(now.open({ ...record, _id: 't1', _: { chain: bound.chain } }, 3).fields).toEqual(hidden)
    expect(now.seal(shown, bound)['#']).toEqual({ 'by/phone': expect.any(String) })
    expect(now.names).toEqual(['by.name', 'by.phone#?'])
  })

  it('loses what an earlier version kept, and no other does', () => {
    const isDone = (fields: typeof hidden, sealing: Sealing) =>
      now.openEarlier({ ...sealing.seal(fields, bound), _id: 't1', _: { chain: bound.chain } }, 3).isDone
    expect([isDone(hidden, before), isDone(hidden, now), isDone(shown, before)]).toEqual([false, true, true])
  })
})

describe('a document of an earlier version', () => {
  const s1 = (value: unknown, field: string) => sealedBefore(DATA_KEY, value, `hotline.things/t1/${field}`)
  const left = {
    state: 'open',
    phone: { sealed: s1(full.phone, 'phone'), hash: 'x' },
    born: s1(full.born, 'born'),
    tags: s1(full.tags, 'tags'),
    numbers: full.numbers,
    whole: s1(full.whole, 'whole'),
    part: { open: 'o', text: '话' },
    entries: [
      {
        at: new Date(1),
        note: s1('一', 'entries.note'),
        by: { id: 'u', name: s1('王', 'entries.by.name'), phone: { sealed: s1('1', 'entries.by.phone'), hash: 'x' } },
      },
      ...full.entries.slice(1),
    ],
    groups: full.groups,
  }
  const again = (record: object) => {
    const { fields, strange, isDone } = sealing.openEarlier(keptAs(record as Record), 3)
    return { isDone, fields: open(sealing.seal(fields, bound, strange)) }
  }

  it('is brought in, whether its fields were sealed where they lie or lay in clear', () => {
    expect(again(left)).toEqual({ isDone: false, fields: full })
    expect(again(full)).toEqual({ isDone: false, fields: full })
    expect(() => again({ ...left, tags: s1(full.tags, 'other') })).toThrow('hotline.things/t1/tags was altered or moved')
  })

  it('with an envelope is done, unless a field in clear is sealed since', () => {
    const record = sealing.seal(full, bound)
    expect(again(record)).toEqual({ isDone: true, fields: full })
    expect(() => again({ ...record, state: 'closed' })).toThrow('altered')
    const older = new Sealing('hotline.things', new Schema({ phone: encrypted(), numbers: [String], entries: [entry] }), vault)
    expect(again(older.seal(full, bound))).toEqual({ isDone: false, fields: full })
  })
})

describe('a sealed field that is looked up', () => {
  const hashOf = (phone: string) => (sealing.seal({ phone }, bound)['#'] as { phone: string }).phone

  it('is found by what its values have in common, where that is said, and else by the whole value', () => {
    expect(hashOf('051385510000-801')).toBe(hashOf('051385510000'))
    expect(sealing.storedCondition('phone', '051385510000-802')).toBe(hashOf('051385510000'))
    expect(sealing.storedCondition('numbers', '1-1')).not.toBe(sealing.storedCondition('numbers', '1'))
  })

  it('is found by another hash in each collection', () => {
    const hashIn = (collection: string) => new Sealing(collection, schema, vault).storedCondition('phone', '1')
    expect(new Set([hashIn('hotline.things'), hashIn('hotline.others'), hashIn('kiosk.things')]).size).toBe(3)
  })

  it('cannot be asked for where it has no lookup, nor in an order', () => {
    expect(() => sealing.storedPath('born')).toThrow('born is sealed without lookup')
    expect(() => sealing.storedCondition('part.text', 'x')).toThrow('without lookup')
    expect(() => sealing.storedCondition('phone', { gt: '1' })).toThrow('only be asked for equality')
  })
})

describe('what documents are found by in part', () => {
  const pairs = ({ name = '' }: { name?: string }) => Array.from(name).flatMap((one, at) => (at ? [name[at - 1] + one] : []))
  const plain = () => new Schema({ name: encrypted(), state: String }, { collection: 'things' })
  const inPart = new Sealing('hotline.things', foundBy(plain(), 'pairs', pairs), vault)
  const keysOf = (record: Record) => (record['#'] as { pairs?: string[] } | undefined)?.pairs

  it('lies as keyed hashes, is asked as they are, and is no field', () => {
    const record = inPart.seal({ name: '王小小小', state: 'open' }, bound)
    expect(keysOf(record)).toEqual(['王小', '小小'].map((key) => inPart.storedCondition('pairs', key)).sort())
    expect(inPart.storedPath('pairs')).toEqual(['#', 'pairs'])
    expect(inPart.open(keptAs(record), 3).fields).toEqual({ name: '王小小小', state: 'open' })
    expect(keysOf(inPart.seal({ name: '王' }, bound))).toBeUndefined()
  })

  it('comes to documents of before it was asked for', () => {
    const before = new Sealing('hotline.things', plain(), vault).seal({ name: '王小' }, bound)
    expect(inPart.openEarlier(keptAs(before), 3)).toMatchObject({ fields: { name: '王小' }, isDone: false })
    expect(inPart.openEarlier(keptAs(inPart.seal({ name: '王小' }, bound)), 3)).toMatchObject({ isDone: true })
    expect(inPart.openEarlier(keptAs(inPart.seal({ name: '王' }, bound)), 3)).toMatchObject({ isDone: true })
    expect(inPart.names).toEqual(['name', 'pairs*'])
  })
})
