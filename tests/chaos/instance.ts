import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

const root = join(__dirname, '..', '..')
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Debian's package `faketime`: shifts the clock of a process that is started with it. */
const FAKETIME = ['/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1', '/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1'].find(existsSync)
export const canShiftClocks = FAKETIME !== undefined

/** One instance of a built service, as deploy/ starts it; whoever runs services starts one again that ended. */
export class Instance {
  output = ''
  /** How it ended where nobody had asked it to, and nothing that it needs was away at its start. */
  readonly crashes: string[] = []
  private child?: ChildProcess
  private wanted = false
  private shift = 0

  constructor(
    readonly service: string,
    readonly port: number,
    private readonly environment: Record<string, string>,
  ) {}

  get pid(): number | undefined {
    return this.child?.pid
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }

  /** Until it answers. `shift`: seconds that its clock is ahead. */
  async start({ shift = 0 } = {}): Promise<void> {
    this.wanted = true
    this.shift = shift
    this.spawn()
    for (const until = Date.now() + 600_000; Date.now() < until; await pause(100)) {
      const answer = await fetch(`${this.url}/health/live`, { signal: AbortSignal.timeout(5_000) }).catch(() => undefined)
      if (answer?.ok) return
    }
    throw new Error(`${this.service} does not start:\n${this.output}`)
  }

  private spawn(): void {
    const { shift } = this
    const shifted = { LD_PRELOAD: FAKETIME ?? '', FAKETIME: `${shift < 0 ? '' : '+'}${shift}s`, FAKETIME_DONT_FAKE_MONOTONIC: '1' }
    const child = spawn(process.execPath, [join(root, `services/${this.service}/dist/main.js`)], {
      env: { ...process.env, ...this.environment, ...(shift !== 0 && shifted), PORT: String(this.port) },
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
      if ((await fetch(`${this.url}/health/ready`).catch(() => undefined))?.ok) return
    }
    throw new Error(`${this.service} is not ready:\n${this.output}`)
  }

  signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.child?.kill(signal)
  }

  async end(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    this.wanted = false
    const child = this.child
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill(signal)
    await ended
  }
}
