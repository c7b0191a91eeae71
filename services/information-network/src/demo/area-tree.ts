import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { areaLevels } from '@yiwang/contracts'
import type { DeclaredArea } from '../areas/area'

/** The statistical codes' stand-ins for places without a committee: 虚拟社区, 虚拟生活区. */
const PLACEHOLDER = '虚拟'

/** Beside `src` and `dist`, so that both find it. */
export const demoCityText = () => readFileSync(join(__dirname, '..', '..', 'demo', 'nantong-320600.txt'), 'utf8')

/** Areas, each before those below it, from lines of `<tab for each level><code> <name>`; `#` begins a comment. The indent alone says what belongs to what. */
export function readAreaTree(text: string): DeclaredArea[] {
  const above: DeclaredArea[] = []
  const lines = text.split('\n').filter((line) => line && !line.startsWith('#'))
  return lines.map((line) => {
    const [, tabs, code, name] = /^(\t{0,3})(\d{12}) (.+)$/.exec(line) ?? []
    const parent = above[tabs?.length - 1]
    if (!code || (tabs.length > 0 && !parent)) throw new Error(`not a line of an area tree: ${line}`)
    const level = areaLevels[tabs.length]
    const placeholder = level === 'community' && name.includes(PLACEHOLDER)
    const area = { code, name, level, ...(parent && { parent: parent.code }), ancestors: [code, ...(parent?.ancestors ?? [])], placeholder }
    above.splice(tabs.length, above.length, area)
    return area
  })
}
