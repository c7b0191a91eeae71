// `npm test`: builds where needed, runs every size of test, tells how long each stage took, and ends with one plain line of figures.
// Where a skip would hide something (CI=true), a skip is a failure. `-- --all` has every service test on both rows, not only those of `BOTH_ROWS`.
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

/** Of each way in which a service leans on its row, the tests that lean hardest; the flows, the attacks and the contract of the libs run on both rows whole. */
const BOTH_ROWS = [
  'hotline/actions', // states, rights and keyed requests
  'hotline/stream', // news between instances
  'hotline/news-of-others', // handlers, before and after what they wait for
  'hotline/figures', // counts
  'hotline/tickets', // lists and cursors
  'hotline/search', // found by words that lie sealed
  'identity/keys', // told to all instances
  'identity/lockout', // counted in shared memory
  'identity/sessions', // changed at each use
  'information-network/residents', // unique fields, sealed and looked up
  'information-network/timeline', // a read model that is read from both ends
  'home-care/visits', // one event changes several documents
  'kiosk/never-paid-twice', // timed work, leases, one unfinished of a kind
]
const onBothRows = process.argv.includes('--all')
  ? []
  : ['--testPathPatterns', 'tests/flows/', 'tests/security/', ...BOTH_ROWS.map((name) => `tests/${name}.e2e`)]

const beside = '--maxWorkers=2'
// A person's patience is real time: the browser has the machine for itself.
const alone = '--runInBand'

const stages = [
  { name: 'rules, doors, contract, flows, attacks', args: ['--selectProjects', 'unit', 'service', 'contract', 'flow', 'security', beside] },
  ...(missing.length
    ? []
    : [
        {
          name: 'on the distributed row',
          args: ['--selectProjects', 'service', 'flow', 'security', beside, ...onBothRows],
          env: { TEST_ROW: 'distributed' },
        },
      ]),
  { name: 'processes, the distributed row under faults', args: ['--selectProjects', 'chaos', beside] },
  { name: 'browser', args: ['--selectProjects', 'browser', alone] },
]

const total = { passed: 0, failed: 0, skipped: 0 }
let healthy = true
const minutes = []
stages.forEach(({ name, args, env }, at) => {
  const began = Date.now()
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
  minutes.push(`${((Date.now() - began) / 60_000).toFixed(1)} min  ${name}`)
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
console.log(minutes.join('\n'))
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`)
process.exit(healthy && !forbidden ? 0 : 1)
