// Runs one of the built programs, building first where a source is newer: `node deploy/scripts/run.mjs station/main`.
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { build, stale } from './build.mjs'

const [program, ...rest] = process.argv.slice(2)
if (stale()) {
  process.stderr.write('Building …\n')
  build()
}
const [service, entry] = program.split('/')
process.argv = [process.argv[0], program, ...rest]
createRequire(import.meta.url)(join('..', '..', 'services', service, 'dist', `${entry}.js`))
