import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openToOthers, StationProcess } from '@yiwang/testing'
import { folder } from './rows'

// As most systems start a process: what it makes can be read by everybody, unless it says otherwise.
const given = process.umask(0o022)
afterAll(() => process.umask(given))

describe('what a station writes', () => {
  it('is for its owner alone: its folder with the demo city, what an earlier version or a copy left there, a backup', async () => {
    const directory = join(folder(), 'data')
    const blobs = join(directory, 'blobs/hotline/ab')
    mkdirSync(blobs, { recursive: true })
    writeFileSync(join(blobs, 'of-before'), 'sealed')
    for (const path of ['blobs', 'blobs/hotline', 'blobs/hotline/ab', '.']) chmodSync(join(directory, path), 0o755)
    expect(openToOthers(directory)).toHaveLength(5)

    const station = await StationProcess.on(directory, { DEMO_PASSWORD: 'demo-password', LOG_LEVEL: 'warn' })
    await station.start()
    try {
      expect(openToOthers(directory)).toEqual([])
      const to = folder()
      expect(await station.command('backup', join(to, 'copies', 'yiwang.db'))).toMatchObject({ code: 1 })
      mkdirSync(join(to, 'copies'), { mode: 0o700 })
      expect(await station.command('backup', join(to, 'copies', 'yiwang.db'))).toMatchObject({ code: 0 })
      expect(openToOthers(join(to, 'copies'))).toEqual([])
    } finally {
      await station.stop()
    }
    expect(openToOthers(directory)).toEqual([])
    expect(await station.command('rotate')).toMatchObject({ code: 0 })
    expect(await station.command('keys', join(directory, 'keys'))).toMatchObject({ code: 0 })
    expect(openToOthers(directory)).toEqual([])
  }, 60_000)
})
