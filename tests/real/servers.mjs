// Real servers for the tests, on free ports of 127.0.0.1: `node tests/real/servers.mjs run <command …>` starts them, runs the command with their addresses in
// its environment, and stops them. An address that is given (TEST_KAFKA_BROKERS, TEST_MONGODB_URI, TEST_REDIS_URL) is used instead of a server of our own.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { kafka } from './kafka.mjs'
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

/** Starts what is not given by the environment. `env`: the addresses of all. Throws where one cannot be had, naming it and how to get it. */
export async function startServers() {
  const servers = {}
  const env = {}
  const folder = mkdtempSync(join(tmpdir(), 'yiwang-real-'))
  const stop = async () => {
    await Promise.all(Object.values(servers).map((server) => server.kill()))
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    for (const [key, recipe] of Object.entries({ kafka, mongodb, redis })) {
      const given = process.env[recipe.variable]
      if (given) env[recipe.variable] = given
      else {
        servers[key] = await begin(recipe, join(folder, key))
        env[recipe.variable] = servers[key].address
      }
    }
  } catch (error) {
    await stop()
    throw error
  }
  return { servers, env, stop }
}

async function begin(recipe, folder) {
  try {
    recipe.install()
    mkdirSync(folder, { recursive: true })
    const server = new Server(recipe, folder, await recipe.prepare(folder))
    await server.start()
    return server
  } catch (error) {
    throw new Error(`${recipe.name} cannot be had here (${error.message}). Set ${recipe.variable} to the address of one; see tests/real/README.md.`)
  }
}

/** `serve`: starts servers of its own, prints their addresses as one line of JSON, and does what it is told by lines such as `kill kafka`, `pause redis`, until its input ends. */
async function serve() {
  for (const { variable } of [kafka, mongodb, redis]) delete process.env[variable]
  const { servers, env, stop } = await startServers()
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
  else if (verb === 'run' && command) process.exitCode = await run(command, args)
  else {
    process.stderr.write('Use: node tests/real/servers.mjs run <command …>\n')
    process.exitCode = 2
  }
}
