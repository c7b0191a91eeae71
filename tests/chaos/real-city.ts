import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { freePort } from '@yiwang/testing'

const root = join(__dirname, '..', '..')

export type ServerName = 'kafka' | 'mongodb' | 'redis'

/** Real servers that a test may kill and start again. */
export class RealServers {
  private constructor(
    private readonly child: ChildProcess,
    private readonly lines: AsyncIterator<string>,
    readonly addresses: Record<'TEST_KAFKA_BROKERS' | 'TEST_MONGODB_URI' | 'TEST_REDIS_URL', string>,
  ) {}

  static async start(): Promise<RealServers> {
    const child = spawn(process.execPath, [join(root, 'tests/real/servers.mjs'), 'serve'], { stdio: ['pipe', 'pipe', 'inherit'] })
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
    const { value } = await lines.next()
    return new RealServers(child, lines, JSON.parse(value))
  }

  async tell(verb: 'kill' | 'start' | 'pause' | 'resume', name: ServerName): Promise<void> {
    this.child.stdin?.write(`${verb} ${name}\n`)
    await this.lines.next()
  }

  async stop(): Promise<void> {
    const ended = once(this.child, 'exit')
    this.child.stdin?.end()
    await ended
  }
}

/** One instance of a built service, as deploy/ starts it. */
export class Instance {
  output = ''
  private child?: ChildProcess

  constructor(
    readonly service: string,
    readonly port: number,
    private readonly environment: Record<string, string>,
  ) {}

  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }

  async start(): Promise<void> {
    const child = spawn(process.execPath, [join(root, `services/${this.service}/dist/main.js`)], {
      env: { ...process.env, ...this.environment, PORT: String(this.port) },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.child = child
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (this.output = (this.output + chunk).slice(-20_000)))
    for (const until = Date.now() + 60_000; Date.now() < until; ) {
      if (child.exitCode !== null) throw new Error(`${this.service} ended with ${child.exitCode}:\n${this.output}`)
      const ready = await fetch(`${this.url}/health/ready`).catch(() => undefined)
      if (ready?.ok) return
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    throw new Error(`${this.service} is not ready:\n${this.output}`)
  }

  async end(signal: NodeJS.Signals): Promise<void> {
    const child = this.child
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill(signal)
    await ended
  }
}

/** A city on real servers: each service in processes of its own. */
export class RealCity {
  readonly instances: Instance[] = []

  private constructor(
    readonly servers: RealServers,
    private readonly environment: Record<string, string>,
  ) {}

  static async begin(password: string): Promise<RealCity> {
    const servers = await RealServers.start()
    const identity = await freePort()
    const environment = {
      MONGODB_URI: servers.addresses.TEST_MONGODB_URI,
      KAFKA_BROKERS: servers.addresses.TEST_KAFKA_BROKERS,
      REDIS_URL: servers.addresses.TEST_REDIS_URL,
      KAFKA_REPLICATION: '1',
      DATA_KEY: randomBytes(32).toString('base64'),
      IDENTITY_URL: `http://127.0.0.1:${identity}`,
      LOG_LEVEL: 'warn',
      NODE_ENV: 'production',
    }
    const city = new RealCity(servers, environment)
    await city.command('setup')
    for (const service of ['information-network', 'identity']) await city.add(service, service === 'identity' ? identity : await freePort(), password)
    return city
  }

  async add(service: string, port?: number, password?: string): Promise<Instance> {
    const instance = new Instance(service, port ?? (await freePort()), { ...this.environment, ...(password && { DEMO_PASSWORD: password }) })
    this.instances.push(instance)
    await instance.start()
    return instance
  }

  of = (service: string): Instance[] => this.instances.filter((one) => one.service === service)

  async stop(): Promise<void> {
    await Promise.all(this.instances.map((one) => one.end('SIGKILL')))
    await this.servers.stop()
  }

  private async command(entry: string): Promise<void> {
    const child = spawn(process.execPath, [join(root, `services/station/dist/${entry}.js`)], {
      env: { ...process.env, ...this.environment },
      stdio: 'inherit',
    })
    const [code] = await once(child, 'exit')
    if (code !== 0) throw new Error(`${entry} ended with ${code}`)
  }
}
