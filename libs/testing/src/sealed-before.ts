import { createCipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto'

const follows = (dataKey: Buffer, purpose: string) => Buffer.from(hkdfSync('sha256', dataKey, '', `yiwang ${purpose}`, 32))

/** A value as every field was sealed before events had a key for each topic, and documents envelopes. */
export function sealedBefore(dataKey: Buffer, value: unknown, place: string): string {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', follows(dataKey, 'seal'), iv).setAAD(Buffer.from(place))
  const sealed = Buffer.concat([iv, cipher.update(JSON.stringify(value).padEnd(64), 'utf8'), cipher.final(), cipher.getAuthTag()])
  const id = createHash('sha256').update(follows(dataKey, 'id')).digest('hex').slice(0, 8)
  return `s1.${id}.${sealed.toString('base64url')}`
}

/** The hash of a value as all services made it then. */
export const hashedBefore = (dataKey: Buffer, value: string, place: string): string =>
  createHmac('sha256', follows(dataKey, 'lookup')).update(`${place}\0${value}`).digest().subarray(0, 16).toString('base64url')
