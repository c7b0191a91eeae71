import { once } from 'node:events'
import { type AddressInfo, createConnection, createServer, type Server, type Socket } from 'node:net'

/** A TCP proxy that can cut what goes through it, slow it, or hold it back without a word. `targets`: ports of 127.0.0.1, the first that answers is taken. */
export class TcpProxy {
  private readonly open = new Set<Socket>()
  private delayMs = 0
  private refusing = false
  private held: Promise<void> | undefined
  private letGo = () => {}

  private constructor(
    private readonly server: Server,
    private readonly targets: () => number[],
  ) {
    server.on('connection', (socket) => {
      socket.on('error', () => undefined)
      this.connect(socket, this.targets())
    })
  }

  static async to(targets: () => number[]): Promise<TcpProxy> {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    return new TcpProxy(server, targets)
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port
  }

  /** Ends every connection, and each new one, until `restore`. */
  cut(): void {
    this.refusing = true
    for (const socket of this.open) socket.destroy()
  }

  slow(ms: number): void {
    this.delayMs = ms
  }

  /** Connections stay open and nothing comes through: the worst that a network does. */
  hold(): void {
    this.held ??= new Promise((resolve) => {
      this.letGo = resolve
    })
  }

  restore(): void {
    this.refusing = false
    this.delayMs = 0
    this.held = undefined
    this.letGo()
  }

  async close(): Promise<void> {
    this.server.close()
    this.cut()
    await once(this.server, 'close')
  }

  private connect(from: Socket, [port, ...others]: number[]): void {
    if (this.refusing || port === undefined) return void from.destroy()
    const to = createConnection(port, '127.0.0.1')
    const next = () => this.connect(from, others)
    to.once('error', next).once('connect', () => {
      to.off('error', next)
      this.pass(from, to)
      this.pass(to, from)
    })
  }

  private pass(from: Socket, to: Socket): void {
    this.open.add(from)
    from.on('data', async (chunk) => {
      from.pause()
      if (this.delayMs) await new Promise((resolve) => setTimeout(resolve, this.delayMs))
      await this.held
      to.write(chunk, () => from.resume())
    })
    from.on('end', () => to.end())
    from.on('error', () => to.destroy())
    from.on('close', () => {
      this.open.delete(from)
      to.destroySoon()
    })
  }
}
