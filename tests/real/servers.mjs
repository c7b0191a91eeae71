// Real servers for the tests, on free ports of 127.0.0.1: `node tests/real/servers.mjs run <command …>` starts them, runs the command with their addresses in
// its environment, and stops them; `install` only fetches and builds them. An address that is given (TEST_KAFKA_BROKERS, TEST_MONGODB_URI, TEST_REDIS_URL) is
// used as it is; else a container where an engine answers; else a server by our own recipe.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { brief, kafka } from './kafka.mjs'
import { mongodb } from './mongodb.mjs'
import { answering } from './places.mjs'
import { redis } from './redis.mjs'

/** One server that was started here: it can be ended, paused, and started again on the same port and data. */
class Server {
  constructor(recipe, folder, { port, command, args, address }) {
    Object.assign(this, { recipe, folder, port, command, args, address })
  }

  get pid() {
    return this.child.pid
  }

  async start(seconds = 60) {
    const log = openSync(join(this.folder, 'output.log'), 'a')
    this.child = spawn(this.command, this.args, { cwd: this.folder, stdio: ['ignore', log, log] })
    closeSync(log)
    await answering(this.child, this.port, seconds)
  }

  async kill(signal = 'SIGKILL') {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return
    const ended = once(this.child, 'exit')
    this.child.kill(signal)
    await ended
  }
}

/**
 * Starts what is not given by the environment, and says on standard error from where each comes. `env`: the addresses of all. Throws where one cannot be had,
 * naming it and how to get it.
 */
export async function startServers({ containers = true } = {}) {
  const servers = {}
  const env = {}
  const folder = mkdtempSync(join(tmpdir(), 'yiwang-real-'))
  const stop = async () => {
    await Promise.all(Object.values(servers).map((server) => server.kill()))
    rmSync(folder, { recursive: true, force: true })
  }
  const missing = Object.entries({ kafka, mongodb, redis }).filter(([, { variable }]) => !process.env[variable])
  const docker = containers && missing.length > 0 ? await import('./containers.mjs') : undefined
  const engine = (await docker?.hasEngine()) ? docker : undefined
  const starts = Object.entries({ kafka, mongodb, redis }).map(async ([key, recipe]) => {
    const given = process.env[recipe.variable]
    if (given) say(`${recipe.variable}: given`)
    else servers[key] = (engine && (await inContainer(engine, key, recipe))) || (await begin(recipe, join(folder, key)))
    env[recipe.variable] = given ?? servers[key].address
  })
  const failed = (await Promise.allSettled(starts)).find(({ status }) => status === 'rejected')
  if (failed) {
    await stop()
    throw failed.reason
  }
  return { servers, env, stop }
}

const say = (line) => process.stderr.write(`${line}\n`)

async function inContainer(engine, key, recipe) {
  try {
    const container = await engine.startContainer(key)
    say(`${recipe.variable}: a container of ${container.image}`)
    return container
  } catch (error) {
    say(`${recipe.variable}: no container (${error.message})`)
  }
}

async function begin(recipe, folder) {
  try {
    recipe.install()
    mkdirSync(folder, { recursive: true })
    const server = new Server(recipe, folder, await recipe.prepare(folder))
    await server.start()
    say(`${recipe.variable}: ${recipe.name} by our own recipe`)
    return server
  } catch (error) {
    throw new Error(`${recipe.name} cannot be had here (${error.message}). Set ${recipe.variable} to the address of one; see tests/real/README.md.`)
  }
}

/** `serve`: starts servers by our own recipe, prints their addresses as one line of JSON, and does what it is told by lines such as `kill kafka`, `pause redis`, until its input ends. */
async function serve() {
  for (const { variable } of [kafka, mongodb, redis]) delete process.env[variable]
  process.env.JAVA_TOOL_OPTIONS = brief.join(' ')
  const { servers, env, stop } = await startServers({ containers: false })
  const verbs = {
    kill: (server) => server.kill(),
    // What was killed in the middle of its work may have much to read before it answers again.
    start: (server) => server.start(300),
    pause: (server) => server.child.kill('SIGSTOP'),
    resume: (server) => server.child.kill('SIGCONT'),
  }
  process.stdout.write(`${JSON.stringify(env)}\n`)
  for await (const line of createInterface({ input: process.stdin })) {
    const [verb, name] = line.split(' ')
    await verbs[verb](servers[name])
    process.stdout.write(`${line}\n`)
  }
  await stop()
}

/** Fetches and builds what `run` would, and starts nothing. */
function install() {
  for (const recipe of [kafka, mongodb, redis]) if (!process.env[recipe.variable]) recipe.install()
}

async function run(command, args) {
  const { env, stop } = await startServers()
  const child = spawn(command, args, { stdio: 'inherit', env: { ...process.env, ...env } })
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
  const [code] = await once(child, 'exit')
  await stop()
  return code ?? 1
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [verb, command, ...args] = process.argv.slice(2)
  if (verb === 'serve') await serve()
  else if (verb === 'install') install()
  else if (verb === 'run' && command) process.exitCode = await run(command, args)
  else {
    process.stderr.write('Use: node tests/real/servers.mjs run <command …>, or install\n')
    process.exitCode = 2
  }
}
