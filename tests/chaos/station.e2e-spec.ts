import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort, StationProcess } from '@yiwang/testing'

const root = join(__dirname, '..', '..')

describe('the station as a newcomer starts it', () => {
  const directory = mkdtempSync(join(tmpdir(), 'yiwang-station-'))
  let station: StationProcess
  let metricsPort: number

  beforeAll(async () => {
    metricsPort = await freePort()
    station = await StationProcess.on(directory, { METRICS_PORT: String(metricsPort) })
    await station.start()
  }, 60_000)

  afterAll(async () => {
    await station.kill()
    rmSync(directory, { recursive: true, force: true })
  })

  const password = () => readFileSync(join(directory, 'demo-password'), 'utf8').trim()

  it('prints the address and the demo accounts, and where the password is that it made: the log of a process tells none', async () => {
    expect(station.output).toContain(`is ready at http://localhost:${station.port}`)
    expect(station.output).toContain(`Their password is in ${join(directory, 'demo-password')}`)
    expect(station.output).not.toContain(password())
    for (const account of ['operator', 'worker', 'coordinator', 'provider', 'admin', 'KIOSK-DEMO-1']) {
      expect(station.output).toContain(account)
      const answer = await station.send('/api/identity/sessions', { account, password: password() })
      expect(answer.status).toBe(201)
    }
  })

  it('keeps the data key and the password for its owner alone', () => {
    for (const name of ['key', 'demo-password']) expect(statSync(join(directory, name)).mode & 0o777).toBe(0o600)
    expect(Buffer.from(readFileSync(join(directory, 'key'), 'utf8'), 'base64')).toHaveLength(32)
  })

  it('is alive and ready, and serves the portal at every address of its own', async () => {
    expect((await station.send('/health/live')).status).toBe(200)
    expect((await station.send('/health/ready')).status).toBe(200)
    for (const path of ['/', '/operator', '/worker/residents']) {
      const answer = await station.send(path)
      expect(answer.status).toBe(200)
      const html = await answer.text()
      expect(html).toContain('<html lang="zh-CN"')
      // The page names files whose names change with their content: it is asked for anew, they are kept.
      expect(answer.headers.get('cache-control')).toBe('no-cache')
      const [script] = /\/assets\/[^"]+\.js/.exec(html) as RegExpExecArray
      expect((await station.send(script)).headers.get('cache-control')).toContain('immutable')
    }
    for (const path of ['/api/nowhere', '/assets/nothing.js', '/station.db', '/%2e%2e/station.db', '/assets/%2e%2e%2f%2e%2e%2fpackage.json'])
      expect((await station.send(path)).status).toBe(404)
  })

  it('shows its figures on another port of this machine only', async () => {
    expect((await station.send('/metrics')).status).toBe(404)
    const figures = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text()
    expect(figures).toContain('yiwang_consumer_lag{group="hotline.callers"} 0')
    expect(figures).toContain('yiwang_http_request_seconds_count')
  })

  it.each(['rules.yml', 'dashboard.json'])('shows every figure that deploy/monitoring/%s asks for', async (file) => {
    const text = readFileSync(join(__dirname, '..', '..', 'deploy', 'monitoring', file), 'utf8')
    const asked = [...new Set(text.match(/\b(yiwang|nodejs|process)_[a-z0-9_]+/g))].sort()
    expect(asked.length).toBeGreaterThan(5)
    const figures = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text()
    const shown = new Set(figures.split('\n').map((line) => line.split(/[{ ]/)[0]))
    expect(asked.filter((name) => !shown.has(name))).toEqual([])
  })

  it('can be verified while it runs, but has no second writer', async () => {
    expect(await station.command('verify')).toMatchObject({
      code: 0,
      output: expect.stringMatching(/events of \d+ aggregates are as they were written/),
    })
    const rebuild = await station.command('rebuild', 'hotline.callers')
    expect(rebuild).toMatchObject({ code: 1, output: expect.stringContaining('another process is using the data folder') })
    const second = await StationProcess.on(directory)
    await expect(second.start()).rejects.toThrow('another process is using the data folder')
  })

  it('can be backed up while it runs: a file of its owner alone that overwrites nothing, and says how it is restored', async () => {
    const copy = join(directory, 'copy.db')
    expect(await station.command('backup', copy)).toMatchObject({
      code: 0,
      output: expect.stringMatching(/events of \d+ aggregates are as they were written(.|\n)*NOT in it(.|\n)*as station\.db/),
    })
    expect(statSync(copy).mode & 0o777).toBe(0o600)
    expect(await station.command('backup', copy)).toMatchObject({ code: 1, output: expect.stringContaining('overwrites nothing') })
  })

  it('says which setting is wrong', async () => {
    const wrong = await StationProcess.on(join(directory, 'wrong'), { PORT: 'abc', DATA_KEY: 'short' })
    await expect(wrong.start()).rejects.toThrow(/settings are wrong:\n(.|\n)*PORT(.|\n)*DATA_KEY/)
    const taken = await StationProcess.on(join(directory, 'taken'), { PORT: String(station.port), DEMO_PASSWORD: 'never-reached' })
    await expect(taken.start()).rejects.toThrow('Set PORT to a free port')
  }, 60_000)

  it('stops when asked, rebuilds a read model from the log, and shows its password no more', async () => {
    const callers = async () => {
      const ask = await station.signIn('operator', password())
      return (await (await ask('/api/hotline/callers?phone=19900000001')).json()) as { people: { name: string }[] }
    }
    const before = await callers()
    expect(before.people).toHaveLength(1)

    await station.stop()
    const rebuild = await station.command('rebuild', 'hotline.callers')
    expect(rebuild).toMatchObject({ code: 0, output: expect.stringMatching(/hotline.callers: \d+ documents dropped/) })
    expect(await station.command('rebuild', 'hotline.tickets')).toMatchObject({ code: 1 })

    station.output = ''
    await station.start()
    expect(station.output).not.toContain(password())
    expect(await callers()).toEqual(before)
    expect(await station.command('verify')).toMatchObject({ code: 0 })
  }, 60_000)

  it('takes the file of that password away once it opens nothing any more', async () => {
    const [first, own] = [password(), 'four-words-of-ones-own']
    const { accessToken } = (await (await station.send('/api/identity/sessions', { account: 'admin', password: first })).json()) as {
      accessToken: string
    }
    const ask = async (method: string, path: string, body?: object) => {
      const answer = await station.send(`/api/identity/${path}`, body, { authorization: `Bearer ${accessToken}` }, method)
      expect([path, answer.ok]).toEqual([path, true])
      return answer.status === 204 ? undefined : answer.json()
    }
    const { items: people } = await ask('GET', 'accounts?limit=50')
    for (const { id, account } of people) if (account !== 'admin') await ask('PATCH', `accounts/${id}`, { password: own })
    const { items: terminals } = await ask('GET', 'terminals?limit=50')
    for (const { id } of terminals) await ask('POST', `terminals/${id}/secret`)
    expect(password()).toBe(first)
    await ask('PUT', 'me/password', { current: first, password: own })
    while (existsSync(join(directory, 'demo-password'))) await new Promise((resolve) => setTimeout(resolve, 20))
  }, 60_000)

  it('stops when npm is told to, which tells its shell and nobody else', async () => {
    await station.stop()
    const port = await freePort()
    const npm = spawn('npm', ['start'], { cwd: root, env: { ...process.env, DATA_DIR: directory, PORT: String(port) }, stdio: 'ignore' })
    const isUp = async () => Boolean((await fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => undefined))?.ok)
    while (!(await isUp())) await new Promise((resolve) => setTimeout(resolve, 100))
    npm.kill('SIGTERM')
    for (const until = Date.now() + 10_000; Date.now() < until && (await isUp()); ) await new Promise((resolve) => setTimeout(resolve, 100))
    expect(await isUp()).toBe(false)
    // It let go of its folder.
    for (const until = Date.now() + 10_000; ; await new Promise((resolve) => setTimeout(resolve, 200))) {
      const { code, output } = await station.command('rebuild', 'hotline.callers')
      if (code === 0) break
      if (Date.now() > until) throw new Error(output)
    }
    await station.start()
  }, 60_000)

  it('does not start with another key, nor make a new one in its place', async () => {
    await station.stop()
    const other = await StationProcess.on(directory, { DATA_KEY: Buffer.alloc(32, 7).toString('base64') })
    await expect(other.start()).rejects.toThrow(/Cannot start: .*key/)
    const key = join(directory, 'key')
    const kept = readFileSync(key)
    rmSync(key)
    await expect((await StationProcess.on(directory)).start()).rejects.toThrow('is gone: put back the copy that you kept')
    expect(kept.length).toBeGreaterThan(40)
  })
})
