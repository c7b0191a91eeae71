// The long run: `npm run chaos -- --operations 10000 --seed 7`. Prints the seed, the faults by kind, the answers by status, operations per second and the
// verdict; ends with 1 where something was lost or done twice. tests/chaos/README.md says how to read a failure.
import { spawn } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { build, stale } from '../../deploy/scripts/build.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
const USE = 'Use: npm run chaos -- [--operations 10000] [--seed 7] [--minutes 60]'

function wanted() {
  const options = {
    operations: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '7' },
    minutes: { type: 'string', default: '60' },
  }
  const { values } = parseArgs({ options })
  for (const [name, most] of Object.entries({ operations: 10_000_000, seed: 2 ** 31, minutes: 10_000 })) {
    const value = Number(values[name])
    if (!Number.isInteger(value) || value < 1 || value > most) throw new Error(`--${name} must be a whole number from 1 to ${most}`)
  }
  return values
}

function run({ operations, seed, minutes }) {
  if (stale()) build()
  const jest = join(root, 'node_modules/jest/bin/jest.js')
  const args = ['--selectProjects', 'chaos-long', '--runInBand', '--silent']
  const env = { ...process.env, CHAOS: 'long', OPERATIONS: operations, SEED: seed, MINUTES: minutes }
  // A group of its own: whoever ends the run ends the row's twenty processes with it.
  const child = spawn(process.execPath, [jest, ...args], { cwd: root, env, stdio: 'inherit', detached: true })
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.kill(-child.pid, 'SIGKILL'))
  child.once('exit', (code) => {
    process.exitCode = code ?? 1
  })
}

try {
  run(wanted())
} catch (error) {
  process.stderr.write(`${error.message}\n${USE}\n`)
  process.exitCode = 2
}
