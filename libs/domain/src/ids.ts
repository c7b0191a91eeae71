import { hash, randomBytes } from 'node:crypto'
import { monotonicFactory } from 'ulid'

let stock = Buffer.alloc(0)

/** 0 to 1 from the system's random bytes, drawn in stock: asking for each character by itself costs 16 calls an id. */
function random(): number {
  if (!stock.length) stock = randomBytes(4096)
  const [byte] = stock
  stock = stock.subarray(1)
  return byte / 256
}

const ulid = monotonicFactory(random)
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** A new id: 26 characters, sortable by time of creation, its last 80 bits random (a ULID). */
export const newId = (): string => ulid()

/** The same 26-character id for the same parts, always: what makes creating twice creating once. */
export function deriveId(...parts: string[]): string {
  const digest = hash('sha256', JSON.stringify(parts), 'buffer')
  let id = ''
  for (let at = 0; at < 26; at++) id += alphabet[digest[at] & 31]
  return id
}
