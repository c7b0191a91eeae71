// Two lines of Node.js are supported. Everything runs on the one that runs this; `node tests/other-node.mjs` runs unit tests, boot and README's tour on the other.
// It comes from the npm registry: the package `node-<platform>-<arch>` that `node` itself would fetch.
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, stale } from '../deploy/scripts/build.mjs'
import { cache } from './real/places.mjs'
import { walk } from './tour.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const OLDEST = '20.19.6'
const NEWEST = '24.22.3'
const version = Number(process.versions.node.split('.')[0]) < 24 ? NEWEST : OLDEST

const home = join(dirname(cache), `node-${version}`)
const bin = join(home, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin')
if (!existsSync(bin)) {
  const wanted = `node-${process.platform}-${process.arch}@${version}`
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--no-save', '--prefix', home, wanted], { stdio: ['ignore', 'ignore', 'inherit'] })
}
const node = join(bin, 'node')
console.log(`On Node.js ${execFileSync(node, ['--version'], { encoding: 'utf8' }).trim()}:`)

if (stale()) build()
const args = [join(root, 'node_modules/jest/bin/jest.js'), '--selectProjects', 'unit', '--silent']
const { status } = spawnSync(node, args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] })
if (status !== 0) process.exit(status ?? 1)
const { first, second } = await walk({ path: bin })
console.log(`Unit tests pass, README's tour ends as it says. First start ${first.toFixed(1)} s, second ${second.toFixed(1)} s.`)
