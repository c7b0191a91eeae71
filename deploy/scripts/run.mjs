// Runs one of the built programs, building first where a source is newer: `node deploy/scripts/run.mjs station/main`.
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { build, stale } from './build.mjs'

const [program, ...rest] = process.argv.slice(2)
if (stale()) {
  process.stderr.write('Building …\n')
  build()
}
// A signal to npm ends npm and its shell, which does not pass it on: whoever is left behind by them was meant as well.
const { ppid } = process
if (process.env.npm_lifecycle_event) {
  const watch = setInterval(() => {
    if (process.ppid === ppid) return
    clearInterval(watch)
    process.kill(process.pid, 'SIGTERM')
  }, 500).unref()
}
const [service, entry] = program.split('/')
process.argv = [process.argv[0], program, ...rest]
createRequire(import.meta.url)(join('..', '..', 'services', service, 'dist', `${entry}.js`))
