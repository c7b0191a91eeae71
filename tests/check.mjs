// `npm run check`: format, lint, types, walls and unit tests. What does not wait for another goes on beside it; each says what it has to say once it has ended,
// with its seconds. All are run to their end: one run names everything that is wrong.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const color = process.stdout.isTTY ? { FORCE_COLOR: '1' } : {}

/** The tests and the portal are checked against the types that `tsc -b` writes, and those that the built services give of their doors. */
const lanes = [
  ['tsc -b', 'tsc -p tests', 'node services/portal/doors.mjs', 'tsc -p services/portal --noEmit'],
  ['biome ci .', 'depcruise --config .dependency-cruiser.cjs services libs', 'jest --selectProjects unit --maxWorkers=1'],
]

async function run(command) {
  const [bin, ...args] = command.split(' ')
  const began = Date.now()
  const child = spawn(bin === 'node' ? process.execPath : join(root, 'node_modules', '.bin', bin), args, {
    cwd: root,
    env: { ...process.env, ...color },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk))
  const [code] = await once(child, 'close')
  process.stdout.write(`${said}${code === 0 ? 'ok    ' : 'FAILED'} ${((Date.now() - began) / 1000).toFixed(0).padStart(3)} s  ${command}\n`)
  return code === 0
}

const fine = await Promise.all(
  lanes.map(async (lane) => {
    let all = true
    for (const command of lane) all = (await run(command)) && all
    return all
  }),
)
process.exitCode = fine.every(Boolean) ? 0 : 1
