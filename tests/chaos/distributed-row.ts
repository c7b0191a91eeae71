import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { type ServiceName, services } from '@yiwang/contracts'
import { freePort, StationProcess } from '@yiwang/testing'
import { Instance } from './instance'
import { TcpProxy } from './tcp-proxy'

const root = join(__dirname, '..', '..')

export const serverNames = ['kafka', 'mongodb', 'redis'] as const
export type ServerName = (typeof serverNames)[number]

/** Real servers that a test may kill, pause and start again. */
export class RealServers {
  private told: Promise<unknown> = Promise.resolve()

  private constructor(
    private readonly child: ChildProcess,
    private readonly lines: AsyncIterator<string>,
    readonly addresses: Record<'TEST_KAFKA_BROKERS' | 'TEST_MONGODB_URI' | 'TEST_REDIS_URL', string>,
  ) {}

  /** `kafkaAdvertised`: where clients are to find the broker. */
  static async start(kafkaAdvertised: string): Promise<RealServers> {
    const child = spawn(process.execPath, [join(root, 'tests/real/servers.mjs'), 'serve'], {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { ...process.env, KAFKA_ADVERTISED: kafkaAdvertised },
    })
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
    const { value } = await lines.next()
    if (!value) throw new Error('the real servers did not start')
    return new RealServers(child, lines, JSON.parse(value))
  }

  /** One after the other: each is answered by a line. */
  tell(verb: 'kill' | 'start' | 'pause' | 'resume', name: ServerName): Promise<unknown> {
    this.told = this.told.then(() => {
      this.child.stdin?.write(`${verb} ${name}\n`)
      return this.lines.next()
    })
    return this.told
  }

  async stop(): Promise<void> {
    const ended = once(this.child, 'exit')
    this.child.stdin?.end()
    await ended
  }
}

/** A station's folder with the demo city in it; answers its data key. */
async function loadDemo(folder: string, password: string): Promise<string> {
  const station = await StationProcess.on(folder, { DEMO_PASSWORD: password, LOG_LEVEL: 'warn' })
  await station.start()
  await station.stop()
  return readFileSync(join(folder, 'key'), 'utf8').trim()
}

/** A city on real servers: two instances of each service, and a proxy before each server. The demo city moves in: loading it here would be ten times the work. */
export class DistributedRow {
  readonly instances: Instance[] = []

  private constructor(
    readonly servers: RealServers,
    readonly proxies: Record<ServerName, TcpProxy>,
    private readonly balancer: TcpProxy,
    private readonly environment: Record<string, string>,
    /** Each service's keys, as `npm run keys` writes them. */
    private readonly keys: string,
  ) {}

  static async begin(password: string): Promise<DistributedRow> {
    const ports: Partial<Record<ServerName, number>> = {}
    const behind = (name: ServerName) => TcpProxy.to(() => [ports[name]].filter((port) => port !== undefined))
    const proxies = { kafka: await behind('kafka'), mongodb: await behind('mongodb'), redis: await behind('redis') }
    const folder = mkdtempSync(join(tmpdir(), 'yiwang-distributed-'))
    const [servers, DATA_KEY] = await Promise.all([RealServers.start(`127.0.0.1:${proxies.kafka.port}`), loadDemo(folder, password)])
    const { TEST_KAFKA_BROKERS, TEST_MONGODB_URI, TEST_REDIS_URL } = servers.addresses
    ports.kafka = Number(TEST_KAFKA_BROKERS.split(':')[1])
    ports.mongodb = Number(new URL(TEST_MONGODB_URI).port)
    ports.redis = Number(new URL(TEST_REDIS_URL).port)

    // Stands for the reverse proxy through which services reach identity.
    const balancer = await TcpProxy.to(() => row.of('identity').map(({ port }) => port))
    const keys = mkdtempSync(join(tmpdir(), 'yiwang-keys-'))
    const environment = {
      MONGODB_URI: `mongodb://127.0.0.1:${proxies.mongodb.port}/yiwang`,
      KAFKA_BROKERS: `127.0.0.1:${proxies.kafka.port}`,
      REDIS_URL: `redis://127.0.0.1:${proxies.redis.port}`,
      KAFKA_REPLICATION: '1',
      DATA_KEY,
      IDENTITY_URL: `http://127.0.0.1:${balancer.port}`,
      LOG_LEVEL: 'warn',
      NODE_ENV: 'production',
      // One terminal does the work of a city's.
      KIOSK_BUDGETS: 'measuring',
    }
    const row = new DistributedRow(servers, proxies, balancer, environment, keys)
    const commands: [string, string[]][] = [
      ['move', ['in']],
      ['keys', [keys]],
    ]
    for (const [entry, args] of commands) {
      const { code, said } = await row.command(entry, args, { DATA_DIR: folder })
      if (code !== 0) throw new Error(`${entry} ended with ${code}: ${said}`)
    }
    rmSync(folder, { recursive: true })
    for (const service of [...services, ...services]) row.instances.push(new Instance(service, await freePort(), row.environmentOf(service)))
    await Promise.all(row.instances.map((one) => one.start()))
    await Promise.all(row.instances.map((one) => one.ready()))
    return row
  }

  /** As deploy/ has it: a service is given its own keys alone. */
  private environmentOf(service: ServiceName): Record<string, string> {
    const { DATA_KEY: _, ...environment } = this.environment
    return { ...environment, KEYS_FILE: join(this.keys, service, 'keys.json') }
  }

  of = (service: ServiceName): Instance[] => this.instances.filter((one) => one.service === service)

  /** How instances ended by themselves. */
  crashes = (): string[] => this.instances.flatMap(({ crashes }) => crashes)

  async stop(): Promise<void> {
    await Promise.all(this.instances.map((one) => one.end()))
    await Promise.all([...Object.values(this.proxies), this.balancer].map((proxy) => proxy.close()))
    await this.servers.stop()
    rmSync(this.keys, { recursive: true })
  }

  /** Such as `verify`: how it ended, and what it said. */
  async command(entry: string, args: string[] = [], environment: Record<string, string> = {}): Promise<{ code: number; said: string }> {
    const child = spawn(process.execPath, [join(root, `services/station/dist/${entry}.js`), ...args], {
      env: { ...process.env, ...this.environment, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk))
    const [code] = await once(child, 'close')
    return { code, said }
  }
}
