import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

const root = join(__dirname, '..', '..')

it('docs/EVENTS.md tells who hears which event today', () => {
  const { status, stderr } = spawnSync(process.execPath, [join(root, 'docs', 'event-map.mjs'), '--check'], { cwd: root, encoding: 'utf8' })
  expect(stderr).toBe('')
  expect(status).toBe(0)
})
