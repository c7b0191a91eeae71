import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { freePort } from '@yiwang/testing'
import { TcpProxy } from './tcp-proxy'

const root = join(__dirname, '..', '..')

export const services = ['information-network', 'identity', 'hotline', 'home-care', 'kiosk'] as const
export type Service = (typeof services)[number]
export const serverNames = ['kafka', 'mongodb', 'redis'] as const
export type ServerName = (typeof serverNames)[number]

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Debian's package `faketime`: shifts the clock of a process that is started with it. */
const FAKETIME = ['/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1', '/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1'].find(existsSync)
export const canShiftClocks = FAKETIME !== undefined

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

interface StartOptions {
  /** Seconds that its clock is ahead. */
  shift?: number
  environment?: Record<string, string>
}

/** One instance of a built service, as deploy/ starts it; whoever runs services starts one again that ended. */
export class Instance {
  output = ''
  /** How it ended where nobody had asked it to, and nothing that it needs was away at its start. */
  readonly crashes: string[] = []
  private child?: ChildProcess
  private wanted = false
  private options: StartOptions = {}

  constructor(
    readonly service: Service,
    readonly port: number,
    private readonly environment: Record<string, string>,
  ) {}

  get pid(): number | undefined {
    return this.child?.pid
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }

  /** Until it answers. */
  async start(options: StartOptions = {}): Promise<void> {
    this.wanted = true
    this.options = options
    this.spawn()
    for (const until = Date.now() + 600_000; Date.now() < until; await pause(100)) {
      const answer = await fetch(`${this.url}/health/live`, { signal: AbortSignal.timeout(5_000) }).catch(() => undefined)
      if (answer?.ok) return
    }
    throw new Error(`${this.service} does not start:\n${this.output}`)
  }

  private spawn(): void {
    const { shift = 0, environment = {} } = this.options
    const shifted = { LD_PRELOAD: FAKETIME ?? '', FAKETIME: `${shift < 0 ? '' : '+'}${shift}s`, FAKETIME_DONT_FAKE_MONOTONIC: '1' }
    const child = spawn(process.execPath, [join(root, `services/${this.service}/dist/main.js`)], {
      env: { ...process.env, ...this.environment, ...environment, ...(shift !== 0 && shifted), PORT: String(this.port) },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.child = child
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (this.output = (this.output + chunk).slice(-20_000)))
    child.once('exit', async (code, signal) => {
      if (!this.wanted || this.child !== child) return
      if (!/^Cannot start/m.test(this.output.slice(-1_000)))
        this.crashes.push(`${this.service} ended by itself (${code ?? signal}): ${this.output.slice(-2_000)}`)
      await pause(500)
      if (this.wanted && this.child === child) this.spawn()
    })
  }

  async ready(): Promise<void> {
    for (const until = Date.now() + 600_000; Date.now() < until; await pause(200)) {
      if (!(await fetch(`${this.url}/health/ready`).catch(() => undefined))?.ok) continue
      this.options = {}
      return
    }
    throw new Error(`${this.service} is not ready:\n${this.output}`)
  }

  signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.child?.kill(signal)
  }

  async end(): Promise<void> {
    this.wanted = false
    const child = this.child
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
  }
}

/** A city on real servers: two instances of each service, and a proxy before each server. */
export class RealCity {
  readonly instances: Instance[] = []

  private constructor(
    readonly servers: RealServers,
    readonly proxies: Record<ServerName, TcpProxy>,
    private readonly balancer: TcpProxy,
    private readonly environment: Record<string, string>,
  ) {}

  static async begin(password: string): Promise<RealCity> {
    const ports: Partial<Record<ServerName, number>> = {}
    const behind = (name: ServerName) => TcpProxy.to(() => [ports[name]].filter((port) => port !== undefined))
    const proxies = { kafka: await behind('kafka'), mongodb: await behind('mongodb'), redis: await behind('redis') }
    const servers = await RealServers.start(`127.0.0.1:${proxies.kafka.port}`)
    const { TEST_KAFKA_BROKERS, TEST_MONGODB_URI, TEST_REDIS_URL } = servers.addresses
    ports.kafka = Number(TEST_KAFKA_BROKERS.split(':')[1])
    ports.mongodb = Number(new URL(TEST_MONGODB_URI).port)
    ports.redis = Number(new URL(TEST_REDIS_URL).port)

    // Stands for the reverse proxy through which services reach identity.
    const identity: Instance[] = []
    const balancer = await TcpProxy.to(() => identity.map(({ port }) => port))
    const city = new RealCity(servers, proxies, balancer, {
      MONGODB_URI: `mongodb://127.0.0.1:${proxies.mongodb.port}/yiwang`,
      KAFKA_BROKERS: `127.0.0.1:${proxies.kafka.port}`,
      REDIS_URL: `redis://127.0.0.1:${proxies.redis.port}`,
      KAFKA_REPLICATION: '1',
      DATA_KEY: randomBytes(32).toString('base64'),
      IDENTITY_URL: `http://127.0.0.1:${balancer.port}`,
      LOG_LEVEL: 'warn',
      NODE_ENV: 'production',
    })
    await city.command('setup')
    for (const service of services) {
      // The demo city is loaded once; a restart needs nothing of it.
      const demo = ['information-network', 'identity', 'home-care'].includes(service) && { DEMO_PASSWORD: password }
      const both = [await city.add(service, { ...demo }), await city.add(service)]
      if (service === 'identity') identity.push(...both)
    }
    await Promise.all(city.instances.map((one) => one.ready()))
    return city
  }

  of = (service: Service): Instance[] => this.instances.filter((one) => one.service === service)

  /** How instances ended by themselves. */
  crashes = (): string[] => this.instances.flatMap(({ crashes }) => crashes)

  async stop(): Promise<void> {
    await Promise.all(this.instances.map((one) => one.end()))
    await Promise.all([...Object.values(this.proxies), this.balancer].map((proxy) => proxy.close()))
    await this.servers.stop()
  }

  private async add(service: Service, environment: Record<string, string> = {}): Promise<Instance> {
    const instance = new Instance(service, await freePort(), this.environment)
    this.instances.push(instance)
    await instance.start({ environment })
    return instance
  }

  private async command(entry: string): Promise<void> {
    const child = spawn(process.execPath, [join(root, `services/station/dist/${entry}.js`)], {
      env: { ...process.env, ...this.environment },
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    const [code] = await once(child, 'exit')
    if (code !== 0) throw new Error(`${entry} ended with ${code}`)
  }
}
