import { createHash } from 'node:crypto'
import { DomainError } from '@yiwang/domain'
import { contentType, matches } from './content-type'
import { FRAME, pieces } from './frames'

export interface Limits {
  /** In bytes. */
  max: number
  /** By content, such as `image/jpeg`. */
  types: readonly string[]
  /** What it is called where it is refused. */
  field?: string
}

/** What flows through, counted and hashed. */
export interface Measured {
  type: string
  bytes: AsyncIterable<Buffer>
  /** Once all has flown through. */
  size: number
  sha256(): string
  /** Lets go of what comes, however much of it was taken: whoever sends it is held up by nobody. */
  end(): Promise<void>
}

/**
 * Looks at the beginning before anything is done. Throws DomainError `empty-file` or `wrong-file-type`; `bytes` throws `file-too-large` as soon as there is one byte too many.
 */
export async function measured(bytes: AsyncIterable<Uint8Array>, { max, types, field = 'file' }: Limits): Promise<Measured> {
  const all = pieces(bytes, FRAME)[Symbol.asyncIterator]()
  const first = await all.next()
  if (first.done) throw new DomainError('empty-file', { field })
  const found = await contentType(first.value.piece)
  const type = found && matches(found, types)
  if (!type) {
    await all.return?.()
    throw new DomainError('wrong-file-type', { field, types: types.join(', ') })
  }
  const hash = createHash('sha256')
  const measured = { type, bytes: through(), size: 0, sha256: () => hash.digest('hex'), end: async () => void (await all.return?.()) }

  async function* through(): AsyncIterable<Buffer> {
    for (let next: typeof first = first; !next.done; next = await all.next()) {
      const { piece } = next.value
      measured.size += piece.length
      if (measured.size > max) throw tooLarge(max, field)
      hash.update(piece)
      yield piece
    }
  }
  return measured
}

export const tooLarge = (max: number, field: string): DomainError => new DomainError('file-too-large', { field, max: inWords(max) })

const inWords = (bytes: number): string =>
  bytes >= 1024 * 1024 ? `${Math.round((bytes / 1024 / 1024) * 10) / 10} MiB` : `${Math.round(bytes / 102.4) / 10} KiB`
