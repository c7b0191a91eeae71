import { readFileSync } from 'node:fs'
import { join } from 'node:path'

interface Panel {
  id: number
  title: string
  datasource: { uid: string }
  gridPos: { x: number; y: number; w: number; h: number }
  targets: { refId: string; expr: string; datasource: { uid: string } }[]
}

const text = readFileSync(join(__dirname, '..', '..', 'deploy', 'monitoring', 'dashboard.json'), 'utf8')
const { panels, templating } = JSON.parse(text) as { panels: Panel[]; templating: { list: { name: string }[] } }

it('has panels of their own ids, each on its own place of the grid', () => {
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length)
  const taken = new Map<string, string>()
  for (const { title, gridPos } of panels) {
    expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24)
    for (let x = gridPos.x; x < gridPos.x + gridPos.w; x++) {
      for (let y = gridPos.y; y < gridPos.y + gridPos.h; y++) {
        expect([title, taken.get(`${x}/${y}`)]).toEqual([title, undefined])
        taken.set(`${x}/${y}`, title)
      }
    }
  }
})

it('asks the Prometheus and the job that are chosen, and uses no variable that is not there', () => {
  for (const panel of panels) {
    expect(panel.targets.length).toBeGreaterThan(0)
    for (const { datasource, expr } of [...panel.targets, { ...panel, expr: panel.targets[0].expr }]) {
      // biome-ignore lint/suspicious/noTemplateCurlyInString: Grafana's way to name a variable
      expect(datasource.uid).toBe('${datasource}')
      expect(expr).toContain('job="$job"')
    }
  }
  const known = new Set([...templating.list.map(({ name }) => name), '__rate_interval'])
  const used = [...text.matchAll(/\$\{?(\w+)/g)].map(([, name]) => name)
  expect(used.filter((name) => !known.has(name))).toEqual([])
})
