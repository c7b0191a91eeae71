import { randomBytes } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { StoreUnavailable } from '@yiwang/persistence/stores'
import { type HouseSettings, isDataKey, SettingsError } from './settings'

export type KeySettings = Pick<HouseSettings, 'DATA_DIR' | 'DATA_KEY' | 'DATA_KEYS_FORMER' | 'KEYS_FILE'>

const keyIn = (directory: string) => join(directory, 'key')
const formerIn = (directory: string) => join(directory, 'keys-former')

/** The key that seals, then former ones that only open: as set, and as kept in a station's data folder. */
export function dataKeys(settings: KeySettings, options: { make?: boolean } = {}): Buffer[] {
  if (settings.KEYS_FILE)
    throw new SettingsError('KEYS_FILE: holds the keys of one service, which are not enough for this: set DATA_KEY in its place')
  const given = (settings.DATA_KEYS_FORMER ?? []).map((key) => Buffer.from(key, 'base64'))
  return [dataKey(settings, options), ...given, ...keptFormer(settings.DATA_DIR)]
}

/** The given key, or the one kept in the data folder; a new folder gets its own, unless `make` is false. */
function dataKey({ DATA_DIR, DATA_KEY }: Pick<HouseSettings, 'DATA_DIR' | 'DATA_KEY'>, { make = true } = {}): Buffer {
  if (DATA_KEY) return Buffer.from(DATA_KEY, 'base64')
  const path = keyIn(DATA_DIR)
  if (existsSync(path)) return keptKey(path)
  if (!make) throw new StoreUnavailable(`there is no data key at ${path}: set DATA_KEY, or DATA_DIR to the station's data folder`)
  if (existsSync(join(DATA_DIR, 'station.db')))
    throw new StoreUnavailable(`the data key ${path} is gone: put back the copy that you kept, or set DATA_KEY`)
  const key = randomBytes(32)
  try {
    mkdirSync(DATA_DIR, { recursive: true, mode: 0o700 })
    keep(path, `${key.toString('base64')}\n`)
  } catch (error) {
    throw new StoreUnavailable(`the data folder ${DATA_DIR} cannot be written: ${(error as Error).message}`, error)
  }
  return key
}

function keptKey(path: string): Buffer {
  const key = Buffer.from(readFileSync(path, 'utf8').trim(), 'base64')
  if (key.length !== 32) throw new StoreUnavailable(`${path} does not hold the base64 of 32 bytes: put back the copy that you kept, or set DATA_KEY`)
  return key
}

/** Whole and on the disk before anything is sealed with it: data that outlives a power cut without its key is lost. Whoever comes second fails. */
function keep(path: string, text: string): void {
  const draft = `${path}.${process.pid}`
  writeFileSync(draft, text, { mode: 0o600, flush: true })
  try {
    linkSync(draft, path)
  } finally {
    rmSync(draft)
  }
  syncFolder(path)
}

/**
 * A new key in the place of the one kept in the data folder, which is kept beside it for good: events stay sealed with it. The former is on the disk before the
 * new one takes its place.
 */
export function takeNewKey(directory: string): void {
  const former = [keptKey(keyIn(directory)), ...keptFormer(directory)].map((key) => key.toString('base64'))
  replace(formerIn(directory), `${[...new Set(former)].join('\n')}\n`)
  replace(keyIn(directory), `${randomBytes(32).toString('base64')}\n`)
}

/** One on each line, the newest first. */
function keptFormer(directory: string): Buffer[] {
  const path = formerIn(directory)
  if (!existsSync(path)) return []
  const lines = readFileSync(path, 'utf8').split('\n').filter(Boolean)
  if (!lines.every(isDataKey))
    throw new StoreUnavailable(`${path} does not hold the base64 of 32 bytes on each line: put back the copy that you kept`)
  return lines.map((line) => Buffer.from(line, 'base64'))
}

/** On the disk, and whole at every moment. */
export function replace(path: string, text: string): void {
  writeFileSync(`${path}.new`, text, { mode: 0o600, flush: true })
  renameSync(`${path}.new`, path)
  syncFolder(path)
}

function syncFolder(path: string): void {
  const folder = openSync(dirname(path), 'r')
  fsyncSync(folder)
  closeSync(folder)
}
