import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { freePort } from '@yiwang/testing'

const root = join(__dirname, '..', '..')
const key = Buffer.alloc(32, 7).toString('base64')

/** What whoever starts a service reads: the name of the setting that is wrong and what it must be, never a stack. */
describe('a service as a process of its own', () => {
  const start = (entry: string, environment: Record<string, string>) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'services', entry)], {
      env: { PATH: process.env.PATH, PORT: '0', ...environment },
      encoding: 'utf8',
      timeout: 60_000,
    })
    expect(stderr).not.toMatch(/^\s+at /m)
    expect(status).toBe(1)
    return stdout + stderr
  }
  const addresses = { MONGODB_URI: 'mongodb://127.0.0.1:1/yiwang', KAFKA_BROKERS: '127.0.0.1:1', REDIS_URL: 'redis://127.0.0.1:1' }

  it('names each address that is not one', () => {
    const told = start('hotline/dist/main.js', {
      MONGODB_URI: 'mongodb://127.0.0.1:1',
      KAFKA_BROKERS: 'kafka',
      REDIS_URL: '127.0.0.1',
      MONGODB_POOL: '0',
      IDENTITY_URL: 'identity:8080',
    })
    expect(told).toMatch(/^These settings are wrong:\n/)
    for (const name of ['MONGODB_URI', 'KAFKA_BROKERS', 'REDIS_URL', 'MONGODB_POOL', 'IDENTITY_URL']) expect(told).toContain(`\n${name}: `)
  })

  it('wants all three addresses or none, and the data key with them', () => {
    const told = start('identity/dist/main.js', { KAFKA_BROKERS: addresses.KAFKA_BROKERS })
    for (const name of ['MONGODB_URI', 'REDIS_URL', 'DATA_KEY']) expect(told).toContain(`${name}: must be set as well`)
    expect(told).not.toContain('KAFKA_BROKERS:')
  })

  it('wants to know where identity is, unless it is identity', () => {
    expect(start('hotline/dist/main.js', { ...addresses, DATA_KEY: key })).toContain('IDENTITY_URL: must be set')
    expect(start('identity/dist/main.js', { ...addresses, DATA_KEY: key })).toMatch(/Cannot start: MONGODB_URI: the store cannot be reached/)
  })

  it('says which server does not answer', async () => {
    const address = `mongodb://127.0.0.1:${await freePort()}/yiwang`
    expect(start('station/dist/setup.js', { ...addresses, MONGODB_URI: address, DATA_KEY: key })).toContain(
      'MONGODB_URI: the store cannot be reached',
    )
  })
})
