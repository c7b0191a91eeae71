import { closeSync, existsSync, fsyncSync, linkSync, openSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Vault } from '@yiwang/persistence'
import { copyFile, SqliteStoredDocuments } from '@yiwang/persistence/operations'
import { BlobFolder, EVENT_KEYS, StationFile, StoreUnavailable } from '@yiwang/persistence/stores'
import { copyFiles } from './blobs'
import { verifyFolder } from './evidence/station/verify'
import type { Verdict } from './evidence/verdict'

/** A draft is named `<name>.<pid>.unfinished`: of two that copy to the same name at once, the first to end gets it. */
const UNFINISHED = '.unfinished'
const FILES = '.blobs'
const CUT_OFF = /^(?:blobs\.)?(\d+)\.unfinished$/

export interface Backup {
  /** In bytes. */
  size: number
  /** Beside it: the folder that holds the files; absent where there are none. */
  files?: string
  /** Of the copy. */
  verdict: Verdict
}

/**
 * Copies a station's file as it is at one moment to `path`, and the files that it knows into the folder `<path>.blobs`, also while the station writes. The copy has its name once it is whole, on
 * the disk and verified; the folder has its own just before. Throws StoreUnavailable where there is anything of those names, or it cannot be written.
 */
export async function backUp(directory: string, path: string, vault: Vault): Promise<Backup> {
  const draft = `${path}.${process.pid}${UNFINISHED}`
  const folder = `${path}${FILES}`
  const draftFolder = `${folder}.${process.pid}${UNFINISHED}`
  let placed = false
  for (const one of [path, folder]) if (existsSync(one)) throw new StoreUnavailable(`${one} is there already: a backup overwrites nothing`)
  try {
    removeCutOff(path)
    // SQLite copies into an empty file, which nobody else may read.
    closeSync(openSync(draft, 'wx', 0o600))
    await copyFile(directory, draft)
    sync(draft)
    const files = await copyFilesOf(draft, directory, draftFolder, vault)
    const verdict = await verifyFolder(dirname(draft), vault, undefined, { name: basename(draft), files: draftFolder })
    if (files) renameSync(draftFolder, folder)
    placed = files > 0
    linkSync(draft, path)
    sync(dirname(path))
    return { size: statSync(path).size, ...(files && { files: folder }), verdict }
  } catch (error) {
    if (placed) rmSync(folder, { recursive: true, force: true })
    throw inWords(error, path)
  } finally {
    rmSync(draft, { force: true })
    rmSync(draftFolder, { recursive: true, force: true })
  }
}

/**
 * Copies the station's event keys to `path`, in the place of the copy that was there: two of different days would bring back what was destroyed between them. Answers whether there
 * are any.
 */
export async function backUpEventKeys(directory: string, path: string): Promise<boolean> {
  if (!existsSync(join(directory, EVENT_KEYS))) return false
  const draft = `${path}.${process.pid}${UNFINISHED}`
  try {
    closeSync(openSync(draft, 'wx', 0o600))
    await copyFile(directory, draft, EVENT_KEYS)
    sync(draft)
    renameSync(draft, path)
    sync(dirname(path))
    return true
  } catch (error) {
    throw inWords(error, path)
  } finally {
    rmSync(draft, { force: true })
  }
}

/** Those that the copy knows: they were whole before it was made. */
async function copyFilesOf(copy: string, directory: string, to: string, vault: Vault): Promise<number> {
  const file = new StationFile(dirname(copy), { readOnly: true, name: basename(copy) })
  try {
    return await copyFiles({ documents: new SqliteStoredDocuments(file), bytes: new BlobFolder(directory), vault }, new BlobFolder(directory, to))
  } finally {
    await file.close()
  }
}

/** Drafts for that name whose processes are gone. */
function removeCutOff(path: string): void {
  // Of a version that did not name the process.
  rmSync(`${path}${UNFINISHED}`, { force: true })
  const begin = `${basename(path)}.`
  for (const name of readdirSync(dirname(path))) {
    const [, pid] = name.startsWith(begin) ? (CUT_OFF.exec(name.slice(begin.length)) ?? []) : []
    // `force`: another backup may remove it at the same moment.
    if (pid && (Number(pid) === process.pid || !isAlive(Number(pid)))) rmSync(join(dirname(path), name), { recursive: true, force: true })
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
  if (/^(EEXIST|ENOTEMPTY)$/.test(code)) return new StoreUnavailable(`${path} is there already: a backup overwrites nothing`, error)
  if (/^(ENOSPC|SQLITE_FULL)/.test(code)) return new StoreUnavailable(`the disk that is to hold ${path} is full`, error)
  return !told && /^E[A-Z]+$/.test(code) ? new StoreUnavailable(`${path} cannot be written: ${message}`, error) : error
}
