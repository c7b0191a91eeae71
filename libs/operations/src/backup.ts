import { closeSync, existsSync, fsyncSync, linkSync, openSync, readdirSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Vault } from '@yiwang/persistence'
import { copyFile } from '@yiwang/persistence/operations'
import { StoreUnavailable } from '@yiwang/persistence/stores'
import { verifyFolder } from './evidence/station/verify'
import type { Verdict } from './evidence/verdict'

/** A draft is named `<name>.<pid>.unfinished`: of two that copy to the same name at once, the first to end gets it. */
const UNFINISHED = '.unfinished'

export interface Backup {
  /** In bytes. */
  size: number
  /** Of the copy. */
  verdict: Verdict
}

/**
 * Copies a station's file as it is at one moment to `path`, also while the station writes. The copy has its name once it is whole, on the disk and verified. Throws StoreUnavailable where there is a file of that name, or it cannot be written.
 */
export async function backUp(directory: string, path: string, vault: Vault): Promise<Backup> {
  const draft = `${path}.${process.pid}${UNFINISHED}`
  if (existsSync(path)) throw new StoreUnavailable(`${path} is there already: a backup overwrites nothing`)
  try {
    removeCutOff(path)
    // SQLite copies into an empty file, which nobody else may read.
    closeSync(openSync(draft, 'wx', 0o600))
    await copyFile(directory, draft)
    sync(draft)
    const verdict = await verifyFolder(dirname(draft), vault, undefined, basename(draft))
    linkSync(draft, path)
    sync(dirname(path))
    return { size: statSync(path).size, verdict }
  } catch (error) {
    throw inWords(error, path)
  } finally {
    rmSync(draft, { force: true })
  }
}

/** Drafts for that name whose processes are gone. */
function removeCutOff(path: string): void {
  // Of a version that did not name the process.
  rmSync(`${path}${UNFINISHED}`, { force: true })
  const begin = `${basename(path)}.`
  for (const name of readdirSync(dirname(path))) {
    const pid = name.startsWith(begin) && name.endsWith(UNFINISHED) ? Number(name.slice(begin.length, -UNFINISHED.length)) : Number.NaN
    // `force`: another backup may remove it at the same moment.
    if (pid === process.pid || (pid > 0 && !isAlive(pid))) rmSync(join(dirname(path), name), { force: true })
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as { code?: string }).code === 'EPERM'
  }
}

function sync(path: string): void {
  const file = openSync(path, 'r')
  fsyncSync(file)
  closeSync(file)
}

function inWords(error: unknown, path: string): unknown {
  const told = error instanceof StoreUnavailable
  const { code = '', message } = (told ? (error.cause ?? {}) : error) as { code?: string; message?: string }
  if (code === 'EEXIST') return new StoreUnavailable(`${path} is there already: a backup overwrites nothing`, error)
  if (/^(ENOSPC|SQLITE_FULL)/.test(code)) return new StoreUnavailable(`the disk that is to hold ${path} is full`, error)
  return !told && /^E[A-Z]+$/.test(code) ? new StoreUnavailable(`${path} cannot be written: ${message}`, error) : error
}
