import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const probe = fileURLToPath(new URL('./probe.cjs', import.meta.url))
const READY_WITHIN_MS = 300_000
const LOOK_EVERY_MS = 20
/** Linux counts a process's time in hundredths of a second. */
const TICK_MS = 10

const ends = new Set()
let ending = false

/** Remembers how to undo something; the answer does it, once. */
export function undoLater(undo) {
  const end = async () => {
    if (ends.delete(end)) await undo()
  }
  ends.add(end)
  return end
}

/** Whatever happens: what was started is stopped, what was made is removed, the last first. */
export async function undoAll() {
  ending = true
  for (let last = [...ends].at(-1); last; last = [...ends].at(-1)) await last().catch(() => undefined)
}

export function temporaryFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'yiwang-bench-'))
  return { folder, remove: undoLater(async () => rmSync(folder, { recursive: true, force: true })) }
}

/** A process that was started here. With `probed` it can be asked what it saw (probe.cjs). */
export class Process {
  static async start(name, script, { args = [], env = {}, folder, probed = false, ready }) {
    if (ending) throw new Error('the bench is ending')
    const began = performance.now()
    const log = join(folder, `${name}.log`)
    const output = openSync(log, 'a')
    const child = spawn(process.execPath, [...(probed ? ['--require', probe] : []), script, ...args], {
      env: { ...process.env, NODE_ENV: 'production', ...env },
      stdio: ['ignore', output, output, 'ipc'],
    })
    closeSync(output)
    const started = new Process(name, child, log)
    if (ready) await started.until(ready)
    started.bootMs = performance.now() - began
    started.bootCpuMs = cpuMs(child.pid)
    return started
  }

  constructor(name, child, log) {
    Object.assign(this, { name, child, log, pid: child.pid })
    this.stop = undoLater(() => this.end())
  }

  /** To its end; throws where that is not a good one. */
  static async run(name, script, how) {
    const { child, lastWords } = await Process.start(name, script, how)
    const [code] = await once(child, 'exit')
    if (code !== 0) throw new Error(`${name} ended with ${code}: ${lastWords()}`)
  }

  async until(ready) {
    for (const until = performance.now() + READY_WITHIN_MS; performance.now() < until; ) {
      if (this.child.exitCode !== null) throw new Error(`${this.name} ended with ${this.child.exitCode}: ${this.lastWords()}`)
      if (await ready().catch(() => false)) return
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
    }
    throw new Error(`${this.name} is not ready: ${this.lastWords()}`)
  }

  /** The answer of a process that listens to its parent; one question at a time. */
  async ask(question, more = {}) {
    const given = new AbortController()
    const { signal } = given
    const ended = once(this.child, 'exit', { signal }).then(() => [{ error: `it ended: ${this.lastWords()}` }])
    ended.catch(() => undefined)
    const answered = once(this.child, 'message', { signal })
    answered.catch(() => undefined)
    this.child.send({ question, ...more })
    const [answer] = await Promise.race([answered, ended]).finally(() => given.abort())
    if (answer.error) throw new Error(`${this.name}: ${answer.error}`)
    return answer
  }

  lastWords = () => readFileSync(this.log, 'utf8').slice(-2000)

  async end() {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return
    const ended = once(this.child, 'exit')
    const late = setTimeout(() => this.child.kill('SIGKILL'), 20_000)
    this.child.kill('SIGTERM')
    await ended
    clearTimeout(late)
  }
}

export const answers = (url) => async () => (await fetch(url)).ok

/** Milliseconds of processor time so far, its own and the system's for it; undefined where it is not ours or this is not Linux. */
function cpuMs(pid) {
  try {
    const [utime, stime] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).split(' ').slice(11, 13).map(Number)
    return (utime + stime) * TICK_MS
  } catch {
    return undefined
  }
}

/** Resident memory in MB. */
export function residentMb(pid) {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024
  } catch {
    return undefined
  }
}

/** What each part of `parts` (name -> pids) used of the processors while `work` ran, in milliseconds. */
export async function withCpu(parts, work) {
  const read = () => Object.fromEntries(Object.entries(parts).map(([name, pids]) => [name, pids.reduce((sum, pid) => sum + cpuMs(pid), 0)]))
  const before = read()
  const result = await work()
  const after = read()
  return { ...result, cpu: Object.fromEntries(Object.keys(parts).map((name) => [name, after[name] - before[name]])) }
}
