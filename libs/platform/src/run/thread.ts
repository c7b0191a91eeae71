import { Worker } from 'node:worker_threads'
import type { OnApplicationShutdown } from '@nestjs/common'
import { DomainError } from '@yiwang/domain'

// biome-ignore lint/suspicious/noExplicitAny: whatever plain data the function takes
type Work = (given: any) => unknown

/** A function that another thread calls. Plain data goes in and comes out. */
export interface Elsewhere<F extends Work> {
  file: string
  name: string
  /** What it is; never called here. */
  readonly is?: F
}

/** `elsewhere<typeof plan>(require.resolve('./plan'), 'plan')`, with `import type { plan }`: the module is loaded by the other thread alone. */
export const elsewhere = <F extends Work>(file: string, name: string): Elsewhere<F> => ({ file, name })

interface Call {
  resolve(result: unknown): void
  reject(error: unknown): void
}

type Answer = { id: number; result: unknown } | { id: number; error: { name: string; message: string; code?: string; details?: object } }

/** The thread ended with a call in hand: without memory, or by itself. The next call starts another. */
export class ThreadLost extends Error {}

export interface Bounds {
  /** It ends when it was idle for so long, and with it all that was loaded for it. */
  idleMs: number
  /** Of JavaScript's own; what a library has outside is not counted. */
  mostMemoryMb: number
}

const HOST = `
const { parentPort } = require('node:worker_threads')
parentPort.on('message', async ({ id, file, name, given }) => {
  try {
    parentPort.postMessage({ id, result: await require(file)[name](given) })
  } catch (error) {
    const { name, message, code, details } = error
    parentPort.postMessage({ id, error: { name, message, code, details } })
  }
})`

/**
 * A thread beside the door's, for what would keep everybody waiting: started when it is asked for, ended when it was idle for a while. It has no store, no settings and
 * no environment, and so much memory and no more. Calls wait for each other.
 */
export class Thread implements OnApplicationShutdown {
  /** For code that Node cannot read by itself: tests. */
  static execArgv: string[] = []
  idleMs: number
  private worker?: Worker
  private readonly calls = new Map<number, Call>()
  private last = 0
  private turn: Promise<unknown> = Promise.resolve()
  private idle?: NodeJS.Timeout
  private closed = false

  constructor(private readonly bounds: Bounds) {
    this.idleMs = bounds.idleMs
  }

  /** Where the signal says stop while it is at work, the thread is ended. */
  call<F extends Work>(what: Elsewhere<F>, given: Parameters<F>[0], signal?: AbortSignal): Promise<Awaited<ReturnType<F>>> {
    const result = this.turn.then(() => this.inThread(what, given, signal))
    this.turn = result.catch(() => undefined)
    return result
  }

  isRunning = (): boolean => this.worker !== undefined

  async onApplicationShutdown(): Promise<void> {
    this.closed = true
    await this.end(new Error('stopped'))
  }

  private async inThread<F extends Work>({ file, name }: Elsewhere<F>, given: unknown, signal?: AbortSignal): Promise<Awaited<ReturnType<F>>> {
    signal?.throwIfAborted()
    if (this.closed) throw new Error('stopped')
    clearTimeout(this.idle)
    const stop = () => void this.end(signal?.reason)
    signal?.addEventListener('abort', stop)
    try {
      const worker = this.start()
      const id = ++this.last
      return await new Promise((resolve, reject) => {
        // First: what cannot be sent is waited for by nobody.
        worker.postMessage({ id, file, name, given })
        this.calls.set(id, { resolve: resolve as Call['resolve'], reject })
      })
    } finally {
      signal?.removeEventListener('abort', stop)
      this.idle = setTimeout(() => void this.end(new Error('idle')), this.idleMs).unref()
    }
  }

  private start(): Worker {
    if (this.worker) return this.worker
    const worker = new Worker(HOST, {
      eval: true,
      env: {},
      execArgv: Thread.execArgv,
      resourceLimits: { maxOldGenerationSizeMb: this.bounds.mostMemoryMb },
    })
    worker.unref()
    worker.on('message', (answer: Answer) => this.settle(answer))
    worker.on('error', ({ message }) => this.forget(worker, new ThreadLost(message)))
    worker.on('exit', () => this.forget(worker, new ThreadLost('the thread ended')))
    this.worker = worker
    return worker
  }

  private settle(answer: Answer): void {
    const call = this.calls.get(answer.id)
    this.calls.delete(answer.id)
    if ('error' in answer) call?.reject(errorOf(answer.error))
    else call?.resolve(answer.result)
  }

  private async end(reason: unknown): Promise<void> {
    clearTimeout(this.idle)
    const { worker } = this
    if (!worker) return
    this.forget(worker, reason)
    await worker.terminate()
  }

  private forget(worker: Worker, reason: unknown): void {
    if (this.worker !== worker) return
    this.worker = undefined
    for (const { reject } of this.calls.values()) reject(reason)
    this.calls.clear()
  }
}

/** A rule's no is one on this side as well. */
const errorOf = ({ name, message, code, details }: { name: string; message: string; code?: string; details?: object }): Error =>
  name === 'DomainError' && code ? new DomainError(code, { ...details }) : Object.assign(new Error(message), { name })
