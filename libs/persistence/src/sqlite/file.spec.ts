import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Logger } from '@nestjs/common'
import Promised from 'libsql/promise'
import { pauseAfter, StationFile } from './file'
import { openBeside } from './opening'

const full = () => Object.assign(new Error('disk I/O error'), { code: 'SQLITE_IOERR_WRITE' })

describe("a station's file", () => {
  let directory: string
  let file: StationFile
  const told: string[] = []
  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate', 'performance'] })
    for (const level of ['warn', 'log'] as const)
      jest.spyOn(Logger.prototype, level).mockImplementation((...[line]: unknown[]) => void told.push(`${level}: ${line}`))
    told.length = 0
    directory = mkdtempSync(join(tmpdir(), 'yiwang-file-'))
    file = new StationFile(directory)
    file.define('CREATE TABLE things (id INTEGER PRIMARY KEY)')
  })
  afterEach(async () => {
    jest.useRealTimers()
    jest.restoreAllMocks()
    await file.close()
    rmSync(directory, { recursive: true })
  })

  it('is closed to others, whatever an earlier version or a copy left', async () => {
    const modes = () => ['.', ...readdirSync(directory)].map((name) => (statSync(join(directory, name)).mode & 0o777).toString(8)).sort()
    await file.write(() => file.run('INSERT INTO things DEFAULT VALUES'))
    expect(new Set(modes())).toEqual(new Set(['600', '700']))
    await file.close()
    writeFileSync(join(directory, 'kept'), '')
    chmodSync(join(directory, 'kept'), 0o644)
    chmodSync(join(directory, 'station.db'), 0o664)
    chmodSync(directory, 0o755)
    file = new StationFile(directory)
    expect(new Set(modes())).toEqual(new Set(['600', '700']))
  })

  const insert = (times: number) =>
    file.write(() => {
      for (let n = 0; n < times; n++) file.run('INSERT INTO things DEFAULT VALUES')
    })
  /** A commit, and the checkpoint that it leads to. */
  const checkpointed = async () => {
    const beside = jest.spyOn(file, 'besides')
    await insert(1)
    jest.advanceTimersByTime(1_000)
    await beside.mock.results[0].value.catch(() => undefined)
    await new Promise(setImmediate)
    beside.mockRestore()
  }

  it('says once where checkpoints begin to fail, and once when they work again', async () => {
    const exec = jest.spyOn(Promised.prototype, 'exec')
    await checkpointed()
    expect(told).toEqual([])
    exec.mockRejectedValueOnce(full()).mockRejectedValueOnce(full())
    for (let times = 0; times < 4; times++) await checkpointed()
    expect(told).toEqual([
      `warn: the data folder ${directory}: what is committed stays in station.db-wal, which grows: the store failed: disk I/O error. It is tried again`,
      `log: the data folder ${directory}: what is committed is carried into station.db again`,
    ])
  })

  it('is carried into oftener, with less at a time, while that takes long beside an import', () => {
    const pauses = (took: number, isImporting: boolean) => [1_000, 100].map((pause) => pauseAfter(pause, took, isImporting))
    expect(pauses(400, true)).toEqual([100, 50])
    expect(pauses(40, true)).toEqual([1_000, 100])
    expect(pauses(10, true)).toEqual([1_000, 400])
    expect(pauses(0, true)).toEqual([1_000, 1_000])
    expect(pauses(400, false)).toEqual([1_000, 1_000])
  })

  it('tells how large its write-ahead log is', async () => {
    await insert(1)
    const before = file.walBytes
    expect(before).toBeGreaterThan(0)
    await insert(5_000)
    expect(file.walBytes).toBeGreaterThan(before)
  })

  it('leaves no connection open that could not be made ready', async () => {
    jest.spyOn(Promised.prototype, 'exec').mockRejectedValueOnce(full())
    const close = jest.spyOn(Promised.prototype, 'close')
    await expect(openBeside(directory)).rejects.toThrow('disk I/O error')
    expect(close).toHaveBeenCalledTimes(1)
  })
})
