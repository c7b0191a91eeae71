// Builds what is older than its sources: the services (tsc -b), the portal's doors (from what the services say of themselves), the portal (vite), and the bill of what ships. `node deploy/scripts/build.mjs --if-stale` looks first.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
const stamp = join(root, 'node_modules', '.cache', 'yiwang-built')

/** When the newest source below `path` was changed. */
function newest(path) {
  const stat = statSync(path)
  if (!stat.isDirectory()) return stat.mtimeMs
  const below = readdirSync(path).filter((name) => !['dist', 'generated', 'node_modules'].includes(name) && !name.endsWith('.tsbuildinfo'))
  return below.reduce((latest, name) => Math.max(latest, newest(join(path, name))), stat.mtimeMs)
}

const built = () => {
  const outputs = [
    stamp,
    join(root, 'services/station/dist/main.js'),
    join(root, 'services/portal/dist/index.html'),
    join(root, 'services/station/dist/NOTICE.txt'),
  ]
  return outputs.every((path) => existsSync(path)) ? statSync(stamp).mtimeMs : 0
}

export const stale = () => ['libs', 'services', 'tsconfig.base.json', 'package-lock.json'].some((path) => newest(join(root, path)) > built())

export function build() {
  const began = new Date()
  const run = (program, args, cwd = root) => {
    // Whoever starts it: under jest's NODE_ENV the portal would be one for development.
    const env = { ...process.env, NODE_ENV: 'production' }
    const { status } = spawnSync(process.execPath, [join(root, program), ...args], { cwd, env, stdio: 'inherit' })
    if (status !== 0) process.exit(status ?? 1)
  }
  run('node_modules/typescript/bin/tsc', ['-b'])
  run('services/portal/doors.mjs', [])
  run('node_modules/vite/bin/vite.js', ['build', '--logLevel', 'warn'], join(root, 'services/portal'))
  run('deploy/scripts/bill.mjs', [])
  mkdirSync(dirname(stamp), { recursive: true })
  writeFileSync(stamp, began.toISOString())
}

if (process.argv[1] === fileURLToPath(import.meta.url) && (!process.argv.includes('--if-stale') || stale())) build()
