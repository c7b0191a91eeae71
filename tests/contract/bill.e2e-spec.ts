import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(__dirname, '..', '..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')

interface Component {
  group?: string
  name: string
  version: string
  licenses?: object[]
  properties: { name: string; value: string }[]
}

const bill = JSON.parse(read('services/station/dist/bill-of-materials.cdx.json')) as { specVersion: string; components: Component[] }
const nameOf = ({ group, name }: Component) => (group ? `${group}/${name}` : name)
const named = (part: string) =>
  new Set(bill.components.filter(({ properties }) => properties.some((one) => one.name === 'yiwang:part' && one.value === part)).map(nameOf))

const sourcesIn = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).filter((path) => /^(?!.*(\.spec\.|generated\/|dist\/)).*\.tsx?$/.test(path))
const packageOf = (id: string) =>
  id
    .split('/')
    .slice(0, id.startsWith('@') ? 2 : 1)
    .join('/')
/** The packages of others that a folder's sources name, leaving out types. */
const importedBy = (folder: string) =>
  new Set(
    sourcesIn(folder)
      .flatMap((path) => [
        ...read(join(folder, path)).matchAll(
          /(?:^import (?!type\b)[^'"]*|^\} from |\bimport\(|^export (?!type\b)[^'"]*from )['"]([@a-z][^'"]*)['"]/gm,
        ),
      ])
      .map(([, id]) => packageOf(id))
      .filter((id) => !id.startsWith('@yiwang/') && !/^node:|^(fs|path)$/.test(id)),
  )

describe('the bill of materials', () => {
  it('names everything that the pages and the services name, with what that needs', () => {
    const [pages, services] = [named('portal'), named('services')]
    const portal = [...importedBy('services/portal/src')]
    expect(portal.length).toBeGreaterThan(4)
    expect([...portal, 'scheduler', '@rc-component/util'].filter((name) => !pages.has(name))).toEqual([])
    const folders = readdirSync(join(root, 'libs')).filter((name) => name !== 'testing')
    const others = folders.flatMap((name) => [...importedBy(`libs/${name}/src`)])
    expect([...new Set(others)].filter((name) => !services.has(name))).toEqual([])
  })

  it('names what the lock file has for use, each with its version, and nothing of what only builds and tests', () => {
    const lock = JSON.parse(read('package-lock.json')).packages as Record<
      string,
      { version: string; dev?: boolean; link?: boolean; optional?: boolean }
    >
    const used = Object.entries(lock).filter(([path, { dev, link, optional }]) => path.includes('node_modules/') && !dev && !link && !optional)
    const there = new Set(bill.components.map((one) => `${nameOf(one)}@${one.version}`))
    expect(used.map(([path, { version }]) => `${path.split('node_modules/').at(-1)}@${version}`).filter((one) => !there.has(one))).toEqual([])
    expect(['jest', 'typescript', 'vite'].filter((name) => bill.components.some((one) => nameOf(one) === name))).toEqual([])
  })

  it('says the licence of each, and has their notices beside it and with the pages', () => {
    expect(bill.specVersion).toBe('1.6')
    const without = bill.components.filter(({ licenses }) => !licenses?.length)
    // `pause` says nothing in its package.json; its README, which ships with it, says MIT.
    expect(without.map(nameOf).filter((name) => name !== 'pause')).toEqual([])
    const heads = (path: string) => [...read(path).matchAll(/^={100}\n\n(\S+) (\S+)/gm)].map(([, name, version]) => `${name}@${version}`)
    expect(heads('services/station/dist/NOTICE.txt').sort()).toEqual(bill.components.map((one) => `${nameOf(one)}@${one.version}`).sort())
    expect(new Set(heads('services/portal/dist/notices.txt').map((one) => one.replace(/@[^@]*$/, '')))).toEqual(named('portal'))
    expect(read('services/portal/dist/notices.txt')).toContain('Copyright (c) Meta Platforms')
  })
})

describe('what runs when packages are installed', () => {
  it('is nothing, and each package that would run something is known and refused', () => {
    const lock = JSON.parse(read('package-lock.json')).packages as Record<string, { hasInstallScript?: boolean }>
    const would = Object.entries(lock).flatMap(([path, { hasInstallScript }]) => (hasInstallScript ? [path.split('node_modules/').at(-1)] : []))
    const { allowScripts } = JSON.parse(read('package.json')) as { allowScripts: Record<string, boolean> }
    expect(read('.npmrc')).toMatch(/^ignore-scripts=true$/m)
    expect(Object.keys(allowScripts).sort()).toEqual([...new Set(would)].sort())
    expect(Object.values(allowScripts)).not.toContain(true)
  })
})
