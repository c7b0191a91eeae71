import { asRead, type MongoRecord } from './records'

const record = (changes: string[]): MongoRecord => ({ _id: 'p3', _: { version: 1, changes } }) as unknown as MongoRecord

describe('a document that is changed', () => {
  it('is the one that was read: another was made under its id and version since', () => {
    expect(asRead(record(['a', 'b']))).toEqual({ _id: 'p3', '_.version': 1, '_.redrawn': { $exists: false }, '_.changes': 'b' })
    expect(asRead(record(['c']))).not.toEqual(asRead(record(['b'])))
  })

  it('is known by its version where it was carried here', () => {
    expect(asRead(record([]))).toEqual({ _id: 'p3', '_.version': 1, '_.redrawn': { $exists: false } })
  })
})
