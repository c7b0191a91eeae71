import mongoose from 'mongoose'
import { DuplicateError, StoreUnavailable } from '../errors'
import { REQUEST_INDEX, type Shape } from '../shape'

const { MongoBulkWriteError, MongoError, MongoServerError, MongoServerSelectionError } = mongoose.mongo

const DUPLICATE = 11000
// A server that is stepping down, shutting down or catching up; the driver marks most of them, a compatible server may not.
const PASSING = new Set([6, 7, 89, 91, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436, 64])
// What a socket says of itself (EPIPE, ECONNRESET, ERR_STREAM_DESTROYED): while the driver waits to write much, it passes that on as it is.
const OF_A_SOCKET = /^(E[A-Z]+|ERR_(STREAM|SOCKET)_[A-Z_]+)$/

export const isDuplicate = (error: unknown): boolean => (error as { code?: number }).code === DUPLICATE

/** The unique index that a write met, by the paths of the schema. */
export function duplicateOf(shape: Shape, error: unknown): DuplicateError {
  const keys = Object.keys((error as { keyPattern?: object }).keyPattern ?? {})
  const index = shape.indexes.find(({ unique, fields }) => unique && fields.map((path) => shape.storedPath(path).join('.')).join() === keys.join())
  return new DuplicateError(shape.name, keys.join() === '_id' ? ['id'] : (index?.fields ?? keys))
}

export const isOfRequest = ({ fields }: DuplicateError): boolean => fields.join() === REQUEST_INDEX.fields.join()

/** What broke a request for many the driver tells as if the store had refused it, with nothing left of it but its properties. */
const brokeMany = (error: unknown): boolean => error instanceof MongoBulkWriteError && typeof error.code !== 'number'

/** The store could not be reached, or did not say whether it stored: asking again may help. What the store itself refuses is a fault of ours. */
export const isUnreachable = (error: unknown): boolean => {
  if (!(error instanceof MongoError)) return OF_A_SOCKET.test(String((error as NodeJS.ErrnoException).code))
  if (!(error instanceof MongoServerError) || brokeMany(error)) return true
  return PASSING.has(error.code as number) || error.hasErrorLabel('RetryableWriteError') || error.hasErrorLabel('TransientTransactionError')
}

/** It was looked for as long as a request may wait. */
export const isGone = (error: unknown): boolean => error instanceof MongoServerSelectionError || (brokeMany(error) && 'reason' in (error as Error))

export const unavailable = (error: unknown): unknown =>
  isUnreachable(error) ? new StoreUnavailable(`the store cannot be reached: ${(error as Error).message}`, error) : error

/** What the store answers; throws StoreUnavailable where it cannot be reached. */
export const ask = <R>(answer: Promise<R>): Promise<R> =>
  answer.catch((error) => {
    throw unavailable(error)
  })
