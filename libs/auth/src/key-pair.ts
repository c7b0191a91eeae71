import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'

/**
 * A new pair for ES256. It is made as text and read in again: in Node 20 a key that was just made and its maker share a lock, which exporting it takes; where the
 * collector clears the maker away at that moment, the process stops for good.
 */
export function makeKeyPair(): { privateKey: KeyObject; publicKey: KeyObject } {
  const made = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  return { privateKey: createPrivateKey(made.privateKey), publicKey: createPublicKey(made.publicKey) }
}
