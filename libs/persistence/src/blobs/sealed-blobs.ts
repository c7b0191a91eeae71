import { randomBytes } from 'node:crypto'
import type { ServiceName } from '@yiwang/contracts'
import type { Vault } from '../vault'
import type { BlobBytes, BlobName } from './blob-bytes'
import { FRAME, framesOf, openFrames, openLength, SALT, sealFrames } from './frames'

/** The bytes of a blob that is whole. */
export interface OpenBytes {
  name: BlobName
  size: number
  /** From `start` up to `end`, opened frame by frame; all where nothing is said. */
  read(start?: number, end?: number): AsyncIterable<Buffer>
}

/** Blobs' bytes, sealed on the way in and opened on the way out. Each has a key of its own, derived from the data key by the service, the blob's id and a salt. */
export class SealedBlobs {
  constructor(
    private readonly bytes: BlobBytes,
    private readonly vault: Vault,
  ) {}

  async write(service: ServiceName, id: string, bytes: AsyncIterable<Uint8Array>): Promise<void> {
    const name = this.nameOf(service, id)
    const salt = randomBytes(SALT)
    await this.bytes.put(name, sealFrames(bytes, this.keyOf(name, salt), salt))
  }

  /** Undefined where there are none under any key at hand. */
  async open(service: ServiceName, id: string): Promise<OpenBytes | undefined> {
    for (const key of this.vault.keyIds) {
      const name = { service, id, key }
      const sealed = await this.bytes.length(name)
      if (sealed !== undefined) return { name, size: openLength(sealed), read: (start, end) => this.read(name, sealed, start, end) }
    }
    return undefined
  }

  async remove(service: ServiceName, id: string): Promise<void> {
    for (const key of this.vault.keyIds) await this.bytes.remove({ service, id, key })
  }

  /** Under the current key, where they lie under a former one; then what lay there is gone. Answers whether anything was to do. May be cut off and called again. */
  async reseal(service: ServiceName, id: string): Promise<boolean> {
    const [current, ...former] = this.vault.keyIds
    const isThere = (await this.bytes.length({ service, id, key: current })) !== undefined
    const found = await this.open(service, id)
    if (!isThere && found) await this.write(service, id, found.read())
    for (const key of former) await this.bytes.remove({ service, id, key })
    return !isThere && found !== undefined
  }

  private async *read(name: BlobName, sealed: number, start = 0, end = openLength(sealed)): AsyncIterable<Buffer> {
    const salt: Uint8Array[] = []
    for await (const chunk of this.bytes.read(name, 0, SALT)) salt.push(chunk)
    const { first, from, to } = framesOf(start, end, sealed)
    const key = this.keyOf(name, Buffer.concat(salt))
    const skipped = start % FRAME
    let left = end - start
    let isFirst = true
    for await (const frame of openFrames(this.bytes.read(name, from, to), { key, first, from, to, sealed })) {
      const wanted = (isFirst ? frame.subarray(skipped) : frame).subarray(0, left)
      isFirst = false
      left -= wanted.length
      if (wanted.length) yield wanted
    }
  }

  private nameOf = (service: ServiceName, id: string): BlobName => ({ service, id, key: this.vault.keyIds[0] })

  private keyOf = ({ service, id, key }: BlobName, salt: Buffer): Buffer => this.vault.blobKey({ service, id, salt }, key)
}
