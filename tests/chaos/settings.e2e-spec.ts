import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '@yiwang/testing'

const root = join(__dirname, '..', '..')
const key = Buffer.alloc(32, 7).toString('base64')

/** What whoever starts a service reads: the name of the setting that is wrong and what it must be, never a stack. */
describe('a service as a process of its own', () => {
  const start = async (entry: string, environment: Record<string, string>) => {
    const env = { PATH: process.env.PATH, PORT: '0', ...environment }
    const child = spawn(process.execPath, [join(root, 'services', entry)], { env, stdio: ['ignore', 'pipe', 'pipe'], timeout: 60_000 })
    let told = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (told += chunk))
    const [status] = await once(child, 'close')
    expect(told).not.toMatch(/^\s+at /m)
    expect(status).toBe(1)
    return told
  }
  const addresses = { MONGODB_URI: 'mongodb://127.0.0.1:1/yiwang', KAFKA_BROKERS: '127.0.0.1:1', REDIS_URL: 'redis://127.0.0.1:1' }

  it('names each address that is not one', async () => {
    const told = await start('hotline/dist/main.js', {
      MONGODB_URI: 'mongodb://127.0.0.1:1',
      KAFKA_BROKERS: 'kafka',
      REDIS_URL: 'redis://127.0.0.1:port',
      MONGODB_POOL: '0',
      IDENTITY_URL: 'identity:8080',
    })
    expect(told).toMatch(/^These settings are wrong:\n/)
    for (const name of ['MONGODB_URI', 'KAFKA_BROKERS', 'REDIS_URL', 'MONGODB_POOL', 'IDENTITY_URL']) expect(told).toContain(`\n${name}: `)
  })

  it('wants all three addresses or none, and the data key with them', async () => {
    const told = await start('identity/dist/main.js', { KAFKA_BROKERS: addresses.KAFKA_BROKERS })
    for (const name of ['MONGODB_URI', 'REDIS_URL', 'KEYS_FILE or DATA_KEY']) expect(told).toContain(`${name}: must be set as well`)
    expect(told).not.toContain('KAFKA_BROKERS:')
  })

  it('says that the data key is more than one service needs, and takes no file of keys that is not its own', async () => {
    const given = { ...addresses, IDENTITY_URL: 'http://127.0.0.1:1' }
    expect(await start('hotline/dist/main.js', { ...given, DATA_KEY: key })).toContain('KEYS_FILE gives hotline what it needs alone')
    expect(await start('hotline/dist/main.js', { ...given, KEYS_FILE: '/none' })).toContain('KEYS_FILE: /none cannot be read: ENOENT')
    for (const entry of ['setup', 'verify', 'rotate', 'main'])
      expect(await start(`station/dist/${entry}.js`, { ...given, KEYS_FILE: '/none' })).toContain('set DATA_KEY in its place')
  })

  it('wants to know where identity is', async () => {
    expect(await start('hotline/dist/main.js', { ...addresses, DATA_KEY: key })).toContain('IDENTITY_URL: must be set')
  })

  it('wants the origin of identity, and no other address', async () => {
    const urls = ['http://identity:8080/api', 'https://identity/?x', 'ftp://identity']
    const told = await Promise.all(urls.map((IDENTITY_URL) => start('hotline/dist/main.js', { IDENTITY_URL })))
    for (const one of told) expect(one).toContain("IDENTITY_URL: must be identity's origin")
  })

  it('says which address it cannot listen at', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'yiwang-settings-'))
    const taken = createServer().listen(0, '127.0.0.1')
    await once(taken, 'listening')
    const port = String((taken.address() as AddressInfo).port)
    const told = async (environment: Record<string, string>) => {
      const DATA_DIR = mkdtempSync(join(folder, 'of-one-'))
      return start('identity/dist/main.js', { DATA_DIR, DATA_KEY: key, PORT: String(await freePort()), ...environment })
    }
    const same = String(await freePort())
    const [door, figures, both, host, name] = await Promise.all([
      told({ PORT: port }),
      told({ METRICS_PORT: port }),
      told({ PORT: same, METRICS_PORT: same }),
      told({ HOST: '192.0.2.1' }),
      told({ METRICS_PORT: '0', METRICS_HOST: 'nowhere.invalid' }),
    ])
    expect(door).toContain('Set PORT to a free port')
    expect(figures).toContain('Set METRICS_PORT to a free port')
    expect(both).toContain('METRICS_PORT: must be another than PORT')
    expect(host).toContain('Set HOST to an address of this machine')
    expect(name).toContain('Set METRICS_HOST')
    taken.close()
    rmSync(folder, { recursive: true, force: true })
  }, 60_000)

  it('wants the name of the read model that is to be emptied, on either row', async () => {
    const told = await Promise.all([{}, { ...addresses, DATA_KEY: key }].map((row) => start('station/dist/rebuild.js', row)))
    for (const one of told) expect(one).toContain('Name the read model, such as hotline.callers')
  })

  it('finds every setting in .env.example', () => {
    const sources = ['libs/platform/src/settings.ts', 'services/identity/src/config.ts', 'services/hotline/src/config.ts']
    const names = sources.flatMap((path) =>
      [...readFileSync(join(root, path), 'utf8').matchAll(/\b([A-Z][A-Z_]+): (?:z|port)\b/g)].map(([, name]) => name),
    )
    expect(names.length).toBeGreaterThan(20)
    const example = readFileSync(join(root, '.env.example'), 'utf8')
    expect(names.filter((name) => !new RegExp(`^#?${name}=`, 'm').test(example))).toEqual([])
  })

  it('says which server does not answer', async () => {
    const MONGODB_URI = `mongodb://127.0.0.1:${await freePort()}/yiwang`
    const entries = ['station/dist/setup.js', 'identity/dist/main.js']
    const told = await Promise.all(entries.map((entry) => start(entry, { ...addresses, MONGODB_URI, DATA_KEY: key })))
    for (const one of told) expect(one).toMatch(/^Cannot start: MONGODB_URI: the store cannot be reached/m)
  })
})
