import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

const root = join(__dirname, '..', '..')

it.each([
  ['What repeats the list of services', 'deploy/services.mjs'],
  ['docs/EVENTS.md', 'docs/event-map.mjs'],
  ['docs/asyncapi.json', 'docs/asyncapi.mjs'],
  ['deploy/kafka/acls.sh', 'deploy/kafka/acls.mjs'],
])('%s tells what the contracts and the handlers say today', (_file, script) => {
  const { status, stderr } = spawnSync(process.execPath, [join(root, script), '--check'], { cwd: root, encoding: 'utf8' })
  expect(stderr).toBe('')
  expect(status).toBe(0)
})
