// README's own words, run: `npm start` in an empty data folder, then its tour with curl, under the Node.js that comes first in PATH.
// `node tests/tour.mjs` prints how long the first start and the second took, and ends with 1 where the tour does not end as it says.
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, stale } from '../deploy/scripts/build.mjs'
import { freePort } from './real/places.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const PASSWORD = 'as-the-readme-says'

/** Each state of the ticket and the seven lines of the resident's timeline, in this order. */
const TOLD = /dispatched\nhandling\nresolved\nclosed\n(?:\S+Z .+\n){7}$/

function tour() {
  const section = readFileSync(join(root, 'README.md'), 'utf8').split('## A short tour with curl')[1]
  const [, script] = /```bash\n([\s\S]*?)```/.exec(section) ?? []
  if (!script) throw new Error('README.md has no tour')
  return script
}

async function start(environment) {
  const began = Date.now()
  const child = spawn('npm', ['start'], { cwd: root, env: environment, stdio: ['ignore', 'pipe', 'inherit'] })
  let output = ''
  await new Promise((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      output += chunk
      if (output.includes('is ready at')) resolve()
    })
    child.once('exit', (code) => reject(new Error(`npm start ended with ${code}:\n${output}`)))
  })
  const stop = async () => {
    const ended = once(child, 'exit')
    child.kill('SIGTERM')
    await ended
  }
  return { stop, seconds: (Date.now() - began) / 1000 }
}

/** Throws where something is not as README says. `path`: where Node.js is, in place of the one in PATH. */
export async function walk({ path } = {}) {
  if (stale()) build()
  const folder = mkdtempSync(join(tmpdir(), 'yiwang-tour-'))
  const port = await freePort()
  const environment = {
    ...process.env,
    PATH: path ? `${path}:${process.env.PATH}` : process.env.PATH,
    DATA_DIR: folder,
    PORT: String(port),
    DEMO_PASSWORD: PASSWORD,
    LOG_LEVEL: 'warn',
  }
  try {
    const first = await start(environment)
    try {
      const told = execFileSync('bash', ['-ec', tour()], {
        cwd: root,
        env: { ...environment, API: `http://127.0.0.1:${port}/api`, PASSWORD },
        encoding: 'utf8',
      })
      if (!TOLD.test(told)) throw new Error(`the tour ended otherwise than README says:\n${told}`)
    } finally {
      await first.stop()
    }
    const second = await start(environment)
    await second.stop()
    return { first: first.seconds, second: second.seconds }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { first, second } = await walk()
  console.log(`README's tour ends as it says. First start ${first.toFixed(1)} s, second ${second.toFixed(1)} s.`)
}
