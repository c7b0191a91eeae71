import { hash, verify } from '@node-rs/argon2'

// OWASP Password Storage Cheat Sheet: argon2id, 19 MiB, 2 passes, 1 lane.
const cost = { memoryCost: 19456, timeCost: 2, parallelism: 1 }

// The same characters typed on another keyboard may be composed otherwise (RFC 8265).
const normal = (password: string) => password.normalize('NFC')

export const hashPassword = (password: string): Promise<string> => hash(normal(password), cost)

export const passwordMatches = (passwordHash: string, password: string): Promise<boolean> => verify(passwordHash, normal(password))
