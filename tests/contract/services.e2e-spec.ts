import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { services } from '@yiwang/contracts'

const root = join(__dirname, '..', '..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')

// What names every service and is neither typed by the list in libs/contracts nor written from it (`npm run generate`; generated.e2e-spec.ts).
describe.each(services)('the service %s', (name) => {
  it('is a workspace that starts by itself', () => {
    expect(JSON.parse(read(`services/${name}/package.json`)).name).toBe(`@yiwang/${name}`)
    expect(read(`services/${name}/src/main.ts`)).toContain(`'${name}'`)
    expect(existsSync(join(root, 'node_modules/@yiwang', name))).toBe(true)
  })

  it('has tests of its doors, and stands in the tree of ARCHITECTURE.md', () => {
    expect(readdirSync(join(root, 'tests'))).toContain(name)
    expect(read('docs/ARCHITECTURE.md')).toMatch(new RegExp(`^  ${name}/ +\\S`, 'm'))
  })
})

it('no folder of services is left out of the list', () => {
  const folders = readdirSync(join(root, 'services')).filter((name) => !['portal', 'station'].includes(name))
  expect(folders.sort()).toEqual([...services].sort())
})
