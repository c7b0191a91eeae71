import { randomBytes } from 'node:crypto'
import { FRAME, framesOf, openFrames, openLength, pieces, SALT, sealFrames } from './frames'

const key = randomBytes(32)
const SEALED = FRAME + 16

async function* chunks(bytes: Buffer, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function all(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const got: Uint8Array[] = []
  for await (const chunk of bytes) got.push(chunk)
  return Buffer.concat(got)
}

const seal = (bytes: Buffer, size = 10_000) => all(sealFrames(chunks(bytes, size), key, Buffer.alloc(SALT)))

const open = (sealed: Buffer, { start = 0, end = openLength(sealed.length), length = sealed.length } = {}) => {
  const { first, from, to } = framesOf(start, end, length)
  return all(openFrames(chunks(sealed.subarray(from, to), 7_777), { key, first, from, to, sealed: length }))
}

describe('the frames of a blob', () => {
  it.each([1, 1000, FRAME - 1, FRAME, FRAME + 1, 3 * FRAME, 3 * FRAME + 17])('give back what was sealed: %d bytes', async (size) => {
    const bytes = randomBytes(size)
    for (const chunk of [1_000, FRAME, 5 * FRAME]) {
      const sealed = await seal(bytes, chunk)
      expect(openLength(sealed.length)).toBe(size)
      expect((await open(sealed)).equals(bytes)).toBe(true)
    }
  })

  it('open in part: those that hold what is asked for, and no others', async () => {
    const bytes = randomBytes(4 * FRAME + 100)
    const sealed = await seal(bytes)
    expect((await open(sealed, { start: FRAME, end: 2 * FRAME })).equals(bytes.subarray(FRAME, 2 * FRAME))).toBe(true)
    expect((await open(sealed, { start: FRAME + 5, end: 2 * FRAME + 1 })).equals(bytes.subarray(FRAME, 3 * FRAME))).toBe(true)
    expect((await open(sealed, { start: 4 * FRAME + 7 })).equals(bytes.subarray(4 * FRAME))).toBe(true)
  })

  it('do not open altered, cut off, lengthened, in another order, or under another key', async () => {
    const sealed = await seal(randomBytes(3 * FRAME + 100))
    const frame = (n: number) => sealed.subarray(SALT + n * SEALED, SALT + (n + 1) * SEALED)
    const altered = Buffer.from(sealed)
    altered[SALT + SEALED + 9] ^= 1
    const salt = sealed.subarray(0, SALT)
    const spoilt = {
      altered,
      'cut between frames': sealed.subarray(0, SALT + 3 * SEALED),
      'cut in a frame': sealed.subarray(0, -50),
      lengthened: Buffer.concat([sealed, frame(0)]),
      swapped: Buffer.concat([salt, frame(1), frame(0), frame(2), frame(3)]),
      'without its second frame': Buffer.concat([salt, frame(0), frame(2), frame(3)]),
    }
    for (const [how, one] of Object.entries(spoilt)) await expect(open(one).then(() => how)).rejects.toThrow(/frame \d/)
    await expect(
      all(openFrames(chunks(sealed.subarray(SALT), FRAME), { key: randomBytes(32), first: 0, from: SALT, to: sealed.length, sealed: sealed.length })),
    ).rejects.toThrow('frame 0')
    // Nothing is left: its record says that there was something.
    expect(openLength(SALT + 5)).toBe(0)
    // The store gives less than it says.
    await expect(open(sealed.subarray(0, SALT + 3 * SEALED), { end: 3 * FRAME + 100, length: sealed.length })).rejects.toThrow('frame 3 is cut off')
  })

  it('are never held but one or two at a time', async () => {
    let given = 0
    let taken = 0
    let most = 0
    const source = async function* () {
      for (; given < 400 * FRAME; given += 16_384) yield Buffer.alloc(16_384)
    }
    for await (const sealed of sealFrames(source(), key, Buffer.alloc(SALT))) {
      if (sealed.length > SALT) taken += sealed.length - 16
      most = Math.max(most, given - taken)
    }
    expect(taken).toBe(400 * FRAME)
    expect(most).toBeLessThanOrEqual(2 * FRAME)
  })

  it('come from chunks of any size', async () => {
    const sizes: number[] = []
    for await (const { piece, isLast } of pieces(chunks(Buffer.alloc(25), 3), 10)) sizes.push(isLast ? -piece.length : piece.length)
    expect(sizes).toEqual([10, 10, -5])
    for await (const _ of pieces(chunks(Buffer.alloc(0), 3), 10)) throw new Error('nothing has no piece')
  })
})
