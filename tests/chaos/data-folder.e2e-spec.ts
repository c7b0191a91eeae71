import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort, StationProcess } from '@yiwang/testing'

/** What whoever starts the station reads where the folder is not as it should be: one clear line, never a stack. */
describe('a data folder', () => {
  const root = mkdtempSync(join(tmpdir(), 'yiwang-folder-'))
  afterAll(() => rmSync(root, { recursive: true, force: true }))

  const told = async (directory: string, environment: Record<string, string> = {}) => {
    const station = await StationProcess.on(directory, environment)
    await expect(station.start()).rejects.toThrow()
    expect(station.output).not.toMatch(/^\s+at /m)
    return station.output
  }

  it('that is a file is told', async () => {
    const file = join(root, 'file')
    writeFileSync(file, 'x')
    expect(await told(file)).toContain(`Cannot start: the data folder ${file} cannot be written`)
    expect(await told(join(file, 'below'))).toContain('cannot be written')
  })

  it.each([
    ['nothing', ''],
    ['something else', 'rubbish\n'],
  ])('whose key holds %s is told', async (name, text) => {
    const directory = join(root, name)
    mkdirSync(directory)
    writeFileSync(join(directory, 'key'), text)
    expect(await told(directory)).toMatch(/Cannot start: .*key does not hold the base64 of 32 bytes/)
  })

  const mounted = join(root, 'mounted')
  mkdirSync(mounted)
  const canMount = spawnSync('mount', ['-t', 'tmpfs', '-o', 'ro', 'tmpfs', mounted]).status === 0
  const onlyWhereMountable = canMount ? it : it.skip
  onlyWhereMountable('that cannot be written is told', async () => {
    try {
      expect(await told(mounted)).toContain('read-only file system')
      expect(await told(mounted, { DEMO_PASSWORD: 'demo-password' })).toContain('read-only file system')
    } finally {
      execFileSync('umount', [mounted])
    }
  })

  it('with nothing in it is not begun by a command', async () => {
    const empty = join(root, 'empty')
    const station = await StationProcess.on(empty)
    for (const command of [['rebuild', 'hotline.callers'], ['verify']] as const) {
      expect(await station.command(command[0], ...command.slice(1))).toMatchObject({
        code: 1,
        output: expect.stringMatching(/^Cannot start: there is no/),
      })
    }
    expect(existsSync(join(empty, 'station.db'))).toBe(false)
  })

  it('is its owner’s alone, and keeps the password of a first start that was cut off for its owner', async () => {
    const directory = join(root, 'new', 'folder')
    const taken = await freePort()
    const other = (await import('node:http')).createServer().listen(taken, '127.0.0.1')
    await told(directory, { PORT: String(taken) })
    other.close()
    expect(statSync(directory).mode & 0o777).toBe(0o700)

    const station = await StationProcess.on(directory)
    await station.start()
    // Its output is no terminal.
    const file = /Their password is in (\S+\/demo-password),/.exec(station.output)?.[1] ?? 'none'
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readFileSync(file, 'utf8')).toMatch(/^\w{4}-\w{4}-\w{4}-\w{4}\n?$/)
    await station.stop()
  }, 60_000)
})
