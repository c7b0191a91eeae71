import type { ServiceName } from '@yiwang/contracts'
import type { Schema } from 'mongoose'
import { keptAs } from '../kept-as'
import { number, oneOf, optional, schemaOf, sealed, text, time } from '../schema'

/** What is known of a file that was stored: it never changes. */
export interface Blob {
  id: string
  /** In bytes. */
  size: number
  /** By its content, such as `image/jpeg`. */
  type: string
  /** In hex, of what was stored. */
  sha256: string
  /** As whoever sent it called it, cleaned. */
  name?: string
}

/**
 * - `coming`: being stored. Its record comes before its first byte, so that nothing lies anywhere that no record tells of.
 * - `stored`: whole.
 * - `unnamed`: no document named it when it was looked at. It is there all the same, and is `stored` again as soon as it is asked for to be named.
 * - `gone`: nobody can name it any more; its bytes are taken away, then its record.
 */
export const blobStates = ['coming', 'stored', 'unnamed', 'gone'] as const
export type BlobState = (typeof blobStates)[number]

export interface BlobRecord {
  id: string
  state: BlobState
  /** Since when. */
  at: Date
  size?: number
  type?: string
  sha256?: string
  name?: string
}

export const blobSchema: Schema = schemaOf<BlobRecord>('blobs', {
  state: oneOf(blobStates),
  at: time,
  size: optional(number),
  type: optional(text),
  // Whoever has a copy of the file would find out that it is here.
  sha256: optional(sealed(text)),
  name: optional(sealed(text)),
}).index({ state: 1, at: 1 })

const NAME = `.${blobSchema.get('collection')}`

/** What a service knows of its files lies there. */
export const blobsOf = (service: ServiceName): string => `${service}${NAME}`

/** The other way round; undefined for any other collection. */
export const whoseBlobs = (collection: string): ServiceName | undefined =>
  collection.endsWith(NAME) ? (collection.slice(0, -NAME.length) as ServiceName) : undefined

keptAs(blobSchema, 'passing')
