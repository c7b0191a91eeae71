import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

const root = join(__dirname, '..', '..')
const documents = ['.', 'docs', 'docs/decisions', 'tests/folders', 'tests/load', 'tests/real', 'tests/chaos'].flatMap((folder) =>
  existsSync(join(root, folder)) ? readdirSync(join(root, folder)).flatMap((name) => (name.endsWith('.md') ? [join(folder, name)] : [])) : [],
)
const read = (file: string) => readFileSync(join(root, file), 'utf8').replace(/^```[\s\S]*?^```/gm, '')

/** A heading's name in an address, as GitHub makes it. */
const anchorOf = (heading: string) =>
  heading
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-')
const anchorsIn = (file: string) => [...read(file).matchAll(/^#+ +(.+)$/gm)].map(([, heading]) => anchorOf(heading))

function leadsNowhere(file: string, link: string): boolean {
  const [path, anchor] = link.split('#')
  const to = path ? relative(root, join(root, dirname(file), decodeURI(path))) : file
  if (!existsSync(join(root, to))) return true
  return Boolean(anchor) && statSync(join(root, to)).isFile() && to.endsWith('.md') && !anchorsIn(to).includes(decodeURI(anchor))
}

/** Files and folders that are named in code style, from the root on. `…`, `<…>` and `*` stand for something; what begins with a dot is made by runs. */
const named = (text: string) =>
  [...text.matchAll(/`((?:services|libs|deploy|tests|docs)\/[\w./-]+)`/g)].flatMap(([, path]) => (path.includes('/.') ? [] : [path]))

describe.each(documents)('%s', (file) => {
  it('leads to what is there', () => {
    const links = [...read(file).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link).filter((link) => !/^(?:https?:|mailto:)/.test(link))
    expect(links.filter((link) => leadsNowhere(file, link))).toEqual([])
  })

  it('names files that are there', () => {
    const known = (path: string) => ['', '.ts', '.e2e-spec.ts', '.spec.ts', '.mjs'].some((end) => existsSync(join(root, `${path}${end}`)))
    // What a decision was about may be gone since; what was changed, too.
    const isPast = file.startsWith('docs/decisions') || file === 'CHANGELOG.md'
    expect(isPast ? [] : named(read(file)).filter((path) => !known(path))).toEqual([])
  })
})
