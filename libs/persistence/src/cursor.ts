import { DomainError } from '@yiwang/domain'
import type { Key } from './keys'

/** Where a document stands in an order. */
export interface Place {
  key: Key
  id: string
}

export const encodeCursor = ({ key, id }: Place, sort = 'id'): string =>
  Buffer.from(JSON.stringify([sort, key === Number.NEGATIVE_INFINITY ? null : key, id])).toString('base64url')

export function decodeCursor(cursor: string, sort = 'id'): Place {
  try {
    const [of, key, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    // No store can be asked for a NUL.
    const askable = !`${key}${id}`.includes('\0')
    if (askable && of === sort && typeof id === 'string' && (key === null || typeof key === 'number' || typeof key === 'string'))
      return { key: key ?? Number.NEGATIVE_INFINITY, id }
  } catch {
    // told below
  }
  throw new DomainError('invalid-cursor', { field: 'cursor' })
}
