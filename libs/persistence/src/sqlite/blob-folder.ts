import { createReadStream } from 'node:fs'
import { type FileHandle, mkdir, open, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type BlobBytes, type BlobName, fileOf } from '../blobs/blob-bytes'
import { unavailable } from './opening'

/** A part has another name: one of a process that was killed is never taken for a blob. */
const UNFINISHED = '.unfinished'

/** Blobs on the station: `<data folder>/blobs/<service>/<the id's first two digits>/<id>.<key>`, closed to others. */
export class BlobFolder implements BlobBytes {
  /** `path`: another than the data folder's, where it is a copy. */
  constructor(
    directory: string,
    private readonly path = join(directory, 'blobs'),
  ) {}

  async put(name: BlobName, sealed: AsyncIterable<Buffer>): Promise<void> {
    const path = this.pathOf(name)
    try {
      await makeFolder(dirname(path))
      await write(`${path}${UNFINISHED}`, sealed)
      await rename(`${path}${UNFINISHED}`, path)
      await sync(dirname(path))
    } catch (error) {
      await rm(`${path}${UNFINISHED}`, { force: true }).catch(() => undefined)
      throw unavailable(error)
    }
  }

  async *read(name: BlobName, start: number, end: number): AsyncIterable<Uint8Array> {
    if (end <= start) return
    try {
      yield* createReadStream(this.pathOf(name), { start, end: end - 1 })
    } catch (error) {
      throw (error as NodeJS.ErrnoException).code === 'ENOENT' ? error : unavailable(error)
    }
  }

  async length(name: BlobName): Promise<number | undefined> {
    const found = await stat(this.pathOf(name)).catch((error) => {
      if (error.code !== 'ENOENT') throw unavailable(error)
    })
    return found?.size
  }

  async remove(name: BlobName): Promise<void> {
    for (const path of [this.pathOf(name), `${this.pathOf(name)}${UNFINISHED}`])
      await rm(path, { force: true }).catch((error) => {
        throw unavailable(error)
      })
  }

  private pathOf = (name: BlobName): string => join(this.path, name.service, name.id.slice(0, 2), fileOf(name))
}

async function write(path: string, bytes: AsyncIterable<Buffer>): Promise<void> {
  let file: FileHandle | undefined
  try {
    file = await open(path, 'w', 0o600)
    await writeFile(file, bytes)
    await file.sync()
  } finally {
    await file?.close()
  }
}

/** Each folder that is new is on the disk as well: what lies in it would be lost with its name. */
async function makeFolder(path: string): Promise<void> {
  const first = await mkdir(path, { recursive: true, mode: 0o700 })
  if (!first) return
  for (let made = path; made.length >= first.length; made = dirname(made)) await sync(dirname(made))
}

async function sync(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
