import { randomBytes } from 'node:crypto'
import { Clock } from '@yiwang/domain'
import { Vault } from '@yiwang/persistence'
import { everythingOf } from '@yiwang/persistence/stores'
import { Recognitions } from './recognitions'

class Stopped extends Clock {
  at = new Date('2026-12-01T09:00:00+08:00')
  override now = () => this.at
}

const key = randomBytes(32)
const proof = { id: 'p', phone: '13800138000' }
const known = { residentId: 'r', name: '王桂英', areaCode: '320613004006' }

describe('a note', () => {
  const clock = new Stopped()
  const notes = new Recognitions(new Vault(key), clock)

  it('says to the other service what was written, and to whoever carries it nothing', () => {
    const note = notes.writeProof(proof)
    expect(new Recognitions(new Vault(key), clock).readProof(note)).toEqual(proof)
    expect(Buffer.from(note.split('.')[2], 'base64url').includes(proof.phone)).toBe(false)
  })

  it('is of its own kind only', () => {
    expect(() => notes.readRecognition(notes.writeProof(proof))).toThrow('note-over')
    expect(() => notes.readRecognition(notes.writeVouch({ ...known, by: 'w' }))).toThrow('note-over')
    expect(() => notes.readVouch(notes.writeRecognition({ ...known, proofId: 'p' }))).toThrow('note-over')
  })

  it('is nothing where it was altered, made with another key, or sealed with what every service has', () => {
    const note = notes.writeProof(proof)
    expect(() => notes.readProof(`${note.slice(0, -2)}AA`)).toThrow('note-over')
    expect(() => notes.readProof(new Recognitions(new Vault(randomBytes(32)), clock).writeProof(proof))).toThrow('note-over')
    const ring = everythingOf(key)
    const earlier = new Vault({ ...ring, topic: () => ring.earlier.seal }).seal({ said: proof, until: 9e15 }, 'note of a proof', 'recognition')
    expect(() => notes.readProof(earlier.replace(/^s2/, 's1'))).toThrow('note-over')
    expect(() => notes.readProof('s2')).toThrow('note-over')
  })

  it('is good for ten minutes', () => {
    const note = notes.writeProof(proof)
    clock.at = new Date(clock.at.getTime() + 10 * 60_000 - 1)
    expect(notes.readProof(note)).toEqual(proof)
    clock.at = new Date(clock.at.getTime() + 1)
    expect(() => notes.readProof(note)).toThrow('note-over')
  })

  it('cannot be written or read by a service that was not given the key', () => {
    const ring = everythingOf(key)
    const others = { ...ring, station: undefined, topic: (name: string) => (name === 'recognition' ? undefined : ring.topic(name)) }
    expect(() => new Recognitions(new Vault(others), clock)).toThrow(/recognition.*npm run keys/)
  })
})
