import { DomainError } from '@yiwang/domain'
import { isWhole, type Key } from './keys'

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
    if (of === sort && isWhole(id) && (key === null || typeof key === 'number' || isWhole(key))) return { key: key ?? Number.NEGATIVE_INFINITY, id }
  } catch {
    // told below
  }
  throw new DomainError('invalid-cursor', { field: 'cursor' })
}
