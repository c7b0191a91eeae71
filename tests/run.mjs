// `npm test`: builds where needed, runs every size of test, and ends with one plain line of figures.
// Where a skip would hide something (CI=true), a skip is a failure.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, stale } from '../deploy/scripts/build.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const artifacts = join(root, 'tests', '.artifacts')
rmSync(artifacts, { recursive: true, force: true })
mkdirSync(artifacts, { recursive: true })

if (stale()) build()

const servers = ['TEST_MONGODB_URI', 'TEST_KAFKA_BROKERS', 'TEST_REDIS_URL']
const missing = servers.filter((name) => !process.env[name])

// The stage of processes and a browser needs the machine for itself.
const stages = [
  { args: ['--selectProjects', 'unit', 'service', 'contract', 'flow', '--maxWorkers=2'] },
  ...(missing.length ? [] : [{ args: ['--selectProjects', 'service', 'flow', '--maxWorkers=2'], env: { TEST_ROW: 'distributed' } }]),
  { args: ['--selectProjects', 'chaos', 'browser', '--runInBand'] },
]

const total = { passed: 0, failed: 0, skipped: 0 }
let healthy = true
stages.forEach(({ args, env }, at) => {
  const outputFile = join(artifacts, `jest-${at}.json`)
  const { status } = spawnSync(process.execPath, [join(root, 'node_modules/jest/bin/jest.js'), ...args, '--json', '--outputFile', outputFile], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const result = JSON.parse(readFileSync(outputFile, 'utf8'))
  total.passed += result.numPassedTests
  total.failed += result.numFailedTests + result.numRuntimeErrorTestSuites
  total.skipped += result.numPendingTests + result.numTodoTests
  healthy &&= status === 0
})

const inCi = process.env.CI === 'true'
if (missing.length) {
  total.skipped++
  console.error(
    `THE DISTRIBUTED ROW WAS SKIPPED: ${missing.join(', ')} not set. \`npm run test:real\` starts Kafka, Redis and a store and runs everything.`,
  )
}
const forbidden = inCi && total.skipped > 0
if (forbidden) console.error('Tests were skipped; in CI that is a failure.')
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`)
process.exit(healthy && !forbidden ? 0 : 1)
