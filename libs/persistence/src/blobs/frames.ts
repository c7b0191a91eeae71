import { createCipheriv, createDecipheriv } from 'node:crypto'

/** So much of a blob is sealed by itself: what anybody may hold of it in memory at once. */
export const FRAME = 64 * 1024
const TAG = 16
/** A blob under seal, from its beginning: the salt of its key, then its frames, each with its tag. */
export const SALT = 32
const SEALED_FRAME = FRAME + TAG

const NONCE = 12

/**
 * The nonce of a frame is its number, and in its last byte whether it is the last: under a key that seals one blob alone, a frame opens in its own place only, and a blob
 * that lacks its end does not open to its end (the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár, 2015, as age and Tink have it).
 */
function nonceOf(frame: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(NONCE)
  nonce.writeUInt32BE(frame, NONCE - 5)
  nonce[NONCE - 1] = isLast ? 1 : 0
  return nonce
}

/** Pieces of one size, all but the last, which is told. Empty where nothing comes. */
export async function* pieces(bytes: AsyncIterable<Uint8Array>, size: number): AsyncIterable<{ piece: Buffer; isLast: boolean }> {
  let held: Uint8Array[] = []
  let length = 0
  for await (const chunk of bytes) {
    held.push(chunk)
    length += chunk.length
    // One that could be the last waits until there is more.
    if (length <= size) continue
    const all = Buffer.concat(held)
    let at = 0
    for (; length - at > size; at += size) yield { piece: all.subarray(at, at + size), isLast: false }
    held = [all.subarray(at)]
    length -= at
  }
  if (length) yield { piece: Buffer.concat(held), isLast: true }
}

export async function* sealFrames(bytes: AsyncIterable<Uint8Array>, key: Buffer, salt: Buffer): AsyncIterable<Buffer> {
  yield salt
  let frame = 0
  for await (const { piece, isLast } of pieces(bytes, FRAME)) {
    const cipher = createCipheriv('aes-256-gcm', key, nonceOf(frame++, isLast))
    yield Buffer.concat([cipher.update(piece), cipher.final(), cipher.getAuthTag()])
  }
}

/** How many bytes lie under a seal of this length. */
export function openLength(sealed: number): number {
  const frames = Math.ceil((sealed - SALT) / SEALED_FRAME)
  return Math.max(0, sealed - SALT - frames * TAG)
}

/** Where, under seal, the frames lie that hold the bytes from `start` up to `end`; `first` is the number of the first. */
export function framesOf(start: number, end: number, sealed: number): { first: number; from: number; to: number } {
  const first = Math.floor(start / FRAME)
  const from = SALT + first * SEALED_FRAME
  return { first, from, to: Math.min(sealed, SALT + Math.ceil(end / FRAME) * SEALED_FRAME) }
}

/** The frames from the number `first` on; `to` is where the last of them ends. Throws where one was altered, moved, or is missing. */
export async function* openFrames(
  frames: AsyncIterable<Uint8Array>,
  { key, first, from, to, sealed }: { key: Buffer; first: number; from: number; to: number; sealed: number },
): AsyncIterable<Buffer> {
  let frame = first
  let at = from
  for await (const { piece } of pieces(frames, SEALED_FRAME)) {
    at += piece.length
    const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(frame, at === sealed), { authTagLength: TAG })
    decipher.setAuthTag(piece.subarray(-TAG))
    try {
      const opened = decipher.update(piece.subarray(0, -TAG))
      decipher.final()
      yield opened
    } catch (cause) {
      throw new Error(`frame ${frame} was altered or moved there`, { cause })
    }
    frame++
  }
  if (at !== to) throw new Error(`frame ${frame} is cut off`)
}
