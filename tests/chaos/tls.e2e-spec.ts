import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { StationProcess } from '@yiwang/testing'

const root = join(__dirname, '..', '..')
const folder = mkdtempSync(join(tmpdir(), 'yiwang-tls-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const program = (entry: string, args: string[] = [], env: Record<string, string> = {}) =>
  spawnSync(process.execPath, [join(root, `services/station/dist/${entry}.js`), ...args], { encoding: 'utf8', env: { ...process.env, ...env } })
const certificate = (...args: string[]) => program('certificate', args)
const tls = join(folder, 'tls')
const [TLS_CERT, TLS_KEY] = [join(tls, 'station.lan.pem'), join(tls, 'station.lan-key.pem')]

describe('npm run certificate', () => {
  it('makes an authority and a certificate by it, says whom phones must trust, and keeps keys to their owner', () => {
    const { status, stdout } = certificate(tls, 'station.lan', '192.168.1.20')
    expect([status, stdout]).toEqual([0, expect.stringMatching(/station\.lan, 192\.168\.1\.20, localhost[\s\S]*证书信任设置[\s\S]*安装证书/)])
    const mode = (name: string) => (statSync(join(tls, name)).mode & 0o777).toString(8)
    expect(['authority', 'station.lan'].flatMap((name) => [mode(`${name}.pem`), mode(`${name}-key.pem`)])).toEqual(['644', '600', '644', '600'])
  })

  it('overwrites nothing, and goes on with the authority that is there', () => {
    const before = readFileSync(join(tls, 'authority.pem'), 'utf8')
    expect(certificate(tls, 'station.lan')).toMatchObject({ status: 1, stderr: expect.stringContaining('is there already') })
    expect(certificate(tls, 'identity').status).toBe(0)
    expect(readFileSync(join(tls, 'authority.pem'), 'utf8')).toBe(before)
  })

  it.each([
    [[], 'say where to'],
    [[tls, '-x'], '-x is neither a name nor an address'],
    [[tls, '../x'], '../x is neither'],
  ])('takes no %j', (args, word) => {
    expect(certificate(...args)).toMatchObject({ status: 1, stderr: expect.stringContaining(word) })
  })
})

describe('a station with TLS', () => {
  let station: StationProcess
  const data = join(folder, 'data')
  beforeAll(async () => {
    station = await StationProcess.on(data, { TLS_CERT, TLS_KEY, DEMO_PASSWORD: 'a-demo-city' })
    await station.start()
  }, 60_000)
  afterAll(() => station.stop())

  const ask = (path: string, body?: object) =>
    new Promise<IncomingMessage>((resolve, reject) => {
      const ca = readFileSync(join(tls, 'authority.pem'))
      const headers = { 'content-type': 'application/json' }
      const options = { host: '127.0.0.1', port: station.port, path, ca, agent: false, method: body ? 'POST' : 'GET', headers: body && headers }
      const asked = request(options, (answer) => resolve(answer.resume()))
      asked.once('error', reject).end(body && JSON.stringify(body))
    })

  it('says where it is, gives its pages over TLS alone, and its cookie by a name for TLS', async () => {
    expect(station.output).toContain(`is ready at https://localhost:${station.port}`)
    const page = await ask('/')
    expect(page).toMatchObject({ statusCode: 200, headers: { 'strict-transport-security': expect.any(String) } })
    const signedIn = await ask('/api/identity/sessions', { account: 'operator', password: 'a-demo-city' })
    expect(signedIn.headers['set-cookie']).toEqual([expect.stringMatching(/^__Secure-yiwang_refresh=.*Secure/)])
    await expect(fetch(`http://127.0.0.1:${station.port}/`)).rejects.toThrow()
  })

  it('is found healthy by its container', () => {
    expect(program('healthy', [], { PORT: String(station.port), TLS_CERT }).status).toBe(0)
    expect(program('healthy', [], { PORT: String(station.port) }).status).toBe(1)
  })

  it.each([
    [{ TLS_CERT }, 'TLS_KEY: must be set as well'],
    [{ TLS_CERT, TLS_KEY: join(tls, 'identity-key.pem') }, 'is not the key of the certificate'],
  ])('does not start with %j', (wrong, word) => {
    const told = program('main', [], { DATA_DIR: join(folder, 'none'), ...wrong } as Record<string, string>)
    expect(told).toMatchObject({ status: 1, stderr: expect.stringMatching(new RegExp(`^These settings are wrong:\n.*${word}`)) })
  })
})
