import { accessSync, chmodSync, closeSync, constants, existsSync, mkdirSync, openSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import Database from 'libsql'
import Promised from 'libsql/promise'
import { StoreUnavailable } from '../errors'
import { FORM, requireKnownForm } from '../house-form'

const FILE = 'station.db'
const fileIn = (directory: string, name = FILE) => join(directory, name)

/** The one connection that writes. The folder must be held. */
export function openFile(directory: string): Database.Database {
  return opening(directory, () => {
    const db = new Database(made(fileIn(directory)))
    const form = formOf(db, directory)
    for (const pragma of ['journal_mode = WAL', ...WRITING, 'temp_store = MEMORY', 'cache_size = -16000']) db.pragma(pragma)
    // In the file's own header, before anything is stored in this form.
    if (form < FORM) db.pragma(`user_version = ${FORM}`)
    return db
  })
}

/** No commit stops for a checkpoint. A write-ahead log that somebody's long reading let grow is cut down again. */
const WRITING = ['synchronous = FULL', 'wal_autocheckpoint = 0', 'journal_size_limit = 67108864']

/** A second connection to the file, whose statements run off the thread. */
export interface Beside {
  exec(sql: string): Promise<void>
  prepare(sql: string): Promise<Prepared>
  close(): void
}
export interface Prepared {
  all(values: unknown[]): Promise<Record<string, unknown>[]>
}

export async function openBeside(directory: string): Promise<Beside> {
  const db = new Promised(fileIn(directory), {})
  try {
    for (const pragma of WRITING) await db.exec(`PRAGMA ${pragma}`)
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/** Bytes of the file's write-ahead log. */
export const walBytes = (directory: string): number => statSync(`${fileIn(directory)}-wal`, { throwIfNoEntry: false })?.size ?? 0

/** A connection that cannot write, beside the station's or after it, to its file or, by another name, to a copy. */
export function openReadOnly(directory: string, name = FILE): Database.Database {
  return opening(directory, () => {
    const db = new Database(readOnlyUri(directory, name))
    db.prepare('SELECT count(*) FROM sqlite_master').all([])
    formOf(db, directory)
    return db
  })
}

function formOf(db: Database.Database, directory: string): number {
  try {
    const { user_version: form } = db.prepare('PRAGMA user_version').get([]) as { user_version: number }
    requireKnownForm(form, `the data folder ${directory}`)
    return form
  } catch (error) {
    db.close()
    throw error
  }
}

/** The same, whose statements run off the thread. */
export const openReadOnlyBeside = (directory: string, name?: string): Beside =>
  opening(directory, () => new Promised(readOnlyUri(directory, name), {}))

/** Copies the file as it is at one moment into an empty one, off the thread: SQLite reads it in one transaction beside the writer, which waits for nothing. */
export async function copyFile(directory: string, to: string, name?: string): Promise<void> {
  const db = openReadOnlyBeside(directory, name)
  try {
    await db.exec(`VACUUM INTO '${to.replaceAll("'", "''")}'`)
  } catch (error) {
    throw unavailable(error)
  } finally {
    db.close()
  }
}

/** libsql ignores its `readonly` option. */
function readOnlyUri(directory: string, name = FILE): string {
  if (!existsSync(fileIn(directory, name))) throw new StoreUnavailable(`there is no ${name} in ${directory}`)
  return `${pathToFileURL(fileIn(directory, name)).href}?mode=ro`
}

/** SQLite's own files beside it get the modes that this one has. */
function made(path: string): string {
  closeSync(openSync(path, 'a', 0o600))
  return path
}

/** Only whoever runs the station reads what is in its folder, whatever an earlier version or a copy left there. */
function closeToOthers(directory: string): void {
  // Another user's, such as a volume that is lent to us: its modes are theirs to set. Or a draft that has just gone.
  const unlessTheirs = (work: () => void) => {
    try {
      work()
    } catch (error) {
      if (!['EPERM', 'EACCES', 'ENOENT'].includes(codeOf(error))) throw error
    }
  }
  const close = (folder: string) => {
    unlessTheirs(() => chmodSync(folder, 0o700))
    unlessTheirs(() => {
      for (const entry of readdirSync(folder, { withFileTypes: true })) {
        const path = join(folder, entry.name)
        if (entry.isFile()) unlessTheirs(() => chmodSync(path, 0o600))
        if (entry.isDirectory()) close(path)
      }
    })
  }
  close(directory)
}

/** An exclusive transaction on a file of its own, held as long as the process lives: the system lets it go even after kill -9. */
export function holdFolder(directory: string): Database.Database {
  return opening(directory, () => {
    mkdirSync(directory, { recursive: true, mode: 0o700 })
    accessSync(directory, constants.W_OK)
    closeToOthers(directory)
    const lock = new Database(made(join(directory, 'lock.db')))
    try {
      lock.exec('BEGIN EXCLUSIVE')
      return lock
    } catch (error) {
      lock.close()
      if (codeOf(error).startsWith('SQLITE_BUSY')) throw new StoreUnavailable(`another process is using the data folder ${directory}; stop it first`)
      throw error
    }
  })
}

/** The file cannot be read or written now, whatever was asked of it: it is locked, or the disk is full or errs. Also inside a StoreUnavailable that tells it. */
export function isStoreFault(error: unknown): boolean {
  const fault = error instanceof StoreUnavailable ? error.cause : error
  return /^SQLITE_(FULL|IOERR|READONLY|CORRUPT|NOTADB|CANTOPEN|BUSY|LOCKED|PROTOCOL|NOMEM)/.test(codeOf(fault))
}

/** A fault of the store in words. Others, such as a schema's own mistakes, pass as they are. */
export function unavailable(error: unknown): unknown {
  const code = codeOf(error)
  if (error instanceof StoreUnavailable || !/^(SQLITE_|E[A-Z]+$)/.test(code)) return error
  if (code.startsWith('SQLITE_FULL') || code === 'ENOSPC') return new StoreUnavailable('the disk is full: nothing was stored', error)
  if (code.startsWith('SQLITE_READONLY')) return new StoreUnavailable('the data folder cannot be written: nothing was stored', error)
  if (/^SQLITE_(BUSY|LOCKED|PROTOCOL)/.test(code)) return new StoreUnavailable(`another program has locked station.db (${code}): ${FOREIGN}`, error)
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(code)) return new StoreUnavailable(`station.db is damaged: ${(error as Error).message}`, error)
  return new StoreUnavailable(`the store failed: ${(error as Error).message}`, error)
}

function opening<R>(directory: string, open: () => R): R {
  try {
    return open()
  } catch (error) {
    if (error instanceof StoreUnavailable) throw error
    const code = codeOf(error)
    if (/^(EROFS|EACCES|EPERM|SQLITE_READONLY)/.test(code)) throw new StoreUnavailable(`the data folder ${directory} cannot be written`, error)
    if (/^(ENOSPC|SQLITE_FULL)/.test(code)) throw new StoreUnavailable(`the disk that holds ${directory} is full`, error)
    throw new StoreUnavailable(`the data folder ${directory} cannot be opened: ${(error as Error).message}`, error)
  }
}

const FOREIGN = 'end what else has it open for writing, such as sqlite3'

const codeOf = (error: unknown): string => (error as { code?: string } | undefined)?.code ?? ''
