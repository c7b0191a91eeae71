// `npm run bench`: what the house does in a second, how long its news takes, and how both change as it fills; beside bare programs on the same servers.
// Prints one table in Markdown. Never part of the tests: figures are to be read, not to pass. How each is measured: README.md.
import { execFileSync } from 'node:child_process'
import { cpus, loadavg, totalmem } from 'node:os'
import { fileURLToPath } from 'node:url'
import { build, stale } from '../../deploy/scripts/build.mjs'
import { areas } from './areas.mjs'
import { boot } from './boot.mjs'
import { creates } from './creates.mjs'
import { documents } from './documents.mjs'
import { door } from './door.mjs'
import { events } from './events.mjs'
import { table } from './figures.mjs'
import { growth } from './growth.mjs'
import { imports } from './imports.mjs'
import { readMessages } from './messages.mjs'
import { help, readOptions, WrongOption } from './options.mjs'
import { undoAll } from './processes.mjs'
import { rebuild } from './rebuild.mjs'
import { register } from './register.mjs'
import { rest } from './rest.mjs'
import { search } from './search.mjs'
import { stops } from './stops.mjs'
import { texts } from './texts.mjs'

const measures = { creates, events, rest, door, boot, growth, stops, rebuild, search, documents, register, import: imports, texts, areas }
const tell = (line) => process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${line}\n`)

async function bench(options) {
  if (stale()) {
    tell('building')
    build()
  }
  const { messages, source } = readMessages(options.messages)
  const before = loadavg()[0]
  const taken = []
  for (const section of options.sections)
    for (const row of options.rows) {
      tell(`${row}: ${section}`)
      taken.push(await measures[section](row, { ...options, messages, tell }))
    }
  print(source, before, options, taken)
}

function print(source, before, { seconds, rounds }, taken) {
  const commit = execFileSync('git', ['describe', '--always', '--dirty'], {
    cwd: fileURLToPath(new URL('.', import.meta.url)),
    encoding: 'utf8',
  }).trim()
  const machine = `${cpus().length} × ${cpus()[0].model}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.versions.node}`
  const load = `load average ${before.toFixed(1)} before, ${loadavg()[0].toFixed(1)} after`
  const head = `${commit}, ${new Date().toISOString().slice(0, 16)}Z; ${machine}; ${load}. ${source}; ${rounds} rounds of ${seconds} s: median (lowest–highest).`
  const notes = taken.flatMap((one) => one.notes ?? [])
  process.stdout.write(`${[head, table(taken.flatMap(({ lines }) => lines)), notes.join('\n')].join('\n\n').trimEnd()}\n`)
}

let interrupted = false
for (const signal of ['SIGINT', 'SIGTERM'])
  process.on(signal, async () => {
    if (interrupted) return
    interrupted = true
    await undoAll()
    process.exit(130)
  })

try {
  const options = readOptions(process.argv.slice(2))
  if (options.help) process.stdout.write(`${help}\n`)
  else await bench(options)
} catch (error) {
  if (!interrupted) {
    process.stderr.write(
      error instanceof WrongOption ? `${error.message}\nnpm run bench -- --help tells the options.\n` : `The bench could not go on: ${error.stack}\n`,
    )
    process.exitCode = error instanceof WrongOption ? 2 : 1
  }
} finally {
  await undoAll()
}
