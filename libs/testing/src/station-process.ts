import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'

const root = join(__dirname, '..', '..', '..')

const given = new Set<number>()

/** A free port of 127.0.0.1, and another one each time: whoever was given one may not listen yet. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  if (given.has(port)) return freePort()
  given.add(port)
  return port
}

/** The built station as a process of its own, as a newcomer starts it. */
export class StationProcess {
  output = ''
  private child?: ChildProcess

  private constructor(
    readonly directory: string,
    readonly port: number,
    private readonly environment: Record<string, string>,
  ) {}

  static async on(directory: string, environment: Record<string, string> = {}): Promise<StationProcess> {
    return new StationProcess(directory, await freePort(), environment)
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }

  get pid(): number {
    return this.child?.pid as number
  }

  /** Starts and waits until it says that it is ready. */
  async start(): Promise<void> {
    const environment = {
      ...process.env,
      LOG_LEVEL: 'info',
      PORT: String(this.port),
      DATA_DIR: this.directory,
      NODE_ENV: 'production',
      ...this.environment,
    }
    const child = spawn(process.execPath, [join(root, 'services/station/dist/main.js')], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] })
    this.child = child
    await new Promise<void>((resolve, reject) => {
      const read = (chunk: Buffer) => {
        this.output += chunk
        if (String(chunk).includes('is ready at')) resolve()
      }
      child.stdout?.on('data', read)
      child.stderr?.on('data', read)
      child.once('exit', (code) => reject(new Error(`the station ended with ${code}:\n${this.output.slice(-3000)}`)))
    })
  }

  /** Ends it without a word of warning. */
  kill(): Promise<void> {
    return this.end('SIGKILL')
  }

  stop(): Promise<void> {
    return this.end('SIGTERM')
  }

  /** Runs one of the station's commands (`verify`, `rebuild …`) on its data folder. */
  command(entry: string, ...args: string[]): Promise<{ code: number; output: string }> {
    return this.run(entry, args)
  }

  /** The same, ended without a word of warning once it has said this. */
  commandKilledAt(text: string, entry: string): Promise<{ code: number; output: string }> {
    return this.run(entry, [], text)
  }

  private async run(entry: string, args: string[], killAt?: string): Promise<{ code: number; output: string }> {
    const child = spawn(process.execPath, [join(root, `services/station/dist/${entry}.js`), ...args], {
      env: { ...process.env, DATA_DIR: this.directory, ...this.environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    const read = (chunk: Buffer) => {
      output += chunk
      if (killAt !== undefined && output.includes(killAt)) child.kill('SIGKILL')
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    const [code] = await once(child, 'close')
    return { code, output }
  }

  async signIn(account: string, password: string): Promise<(path: string, body?: object, headers?: Record<string, string>) => Promise<Response>> {
    const answer = await this.send('/api/identity/sessions', { account, password })
    const { accessToken } = (await answer.json()) as { accessToken: string }
    return (path, body, headers) => this.send(path, body, { authorization: `Bearer ${accessToken}`, ...headers })
  }

  /** Signs in once with what an admin set, and sets a password of one's own. */
  async setOwnPassword(account: string, given: string, password: string): Promise<void> {
    const { accessToken } = (await (await this.send('/api/identity/sessions', { account, password: given })).json()) as { accessToken: string }
    const headers = { authorization: `Bearer ${accessToken}` }
    const answer = await this.send('/api/identity/me/password', { current: given, password }, headers, 'PUT')
    if (answer.status !== 204) throw new Error(`${account}: ${answer.status} ${await answer.text()}`)
  }

  /** A GET, or a POST where there is a body, unless said: a form as it is, anything else as JSON. */
  send(path: string, body?: object, headers: Record<string, string> = {}, method = body ? 'POST' : 'GET'): Promise<Response> {
    const isForm = body instanceof FormData
    return fetch(this.url + path, {
      method,
      headers: { ...(body && !isForm && { 'content-type': 'application/json' }), ...headers },
      ...(body && { body: isForm ? body : JSON.stringify(body) }),
    })
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const child = this.child
    this.child = undefined
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill(signal)
    await ended
  }
}
