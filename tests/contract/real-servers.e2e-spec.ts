import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

const servers = join(__dirname, '..', 'real', 'servers.mjs')
const given = { TEST_KAFKA_BROKERS: '127.0.0.1:1', TEST_MONGODB_URI: 'mongodb://127.0.0.1:1/given', TEST_REDIS_URL: 'redis://127.0.0.1:1' }

/** What is said on the way, and the address of Redis that the command gets. */
function run(env: Record<string, string | undefined>) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [servers, 'run', process.execPath, '-p', 'process.env.TEST_REDIS_URL'], {
    env: { ...process.env, ...env },
    encoding: 'utf8',
  })
  return { status, address: stdout.trim(), said: stderr.trim().split('\n') }
}

describe('real servers for tests', () => {
  it('are the given ones, and none is started', () => {
    expect(run(given)).toEqual({ status: 0, address: given.TEST_REDIS_URL, said: Object.keys(given).map((variable) => `${variable}: given`) })
  }, 120_000)

  const program = spawnSync('redis-server', ['--version']).status === 0
  const orSkip = program ? it : it.skip
  orSkip(
    'come by our own recipe where nothing is given and no engine answers',
    () => {
      const ask = "import('./tests/real/containers.mjs').then(({ hasEngine }) => hasEngine()).then(console.log)"
      const engine = spawnSync(process.execPath, ['-e', ask], { cwd: join(__dirname, '..', '..'), encoding: 'utf8' }).stdout.trim() === 'true'
      const { status, address, said } = run({ ...given, TEST_REDIS_URL: undefined })
      expect(status).toBe(0)
      expect(address).toMatch(/^redis:\/\/127\.0\.0\.1:\d+$/)
      expect(said).toContainEqual(expect.stringMatching(engine ? /^TEST_REDIS_URL: (a|no) container/ : /^TEST_REDIS_URL: Redis by our own recipe$/))
    },
    120_000,
  )
})
