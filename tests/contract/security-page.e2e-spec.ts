import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const root = join(__dirname, '../..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')
/** Files that a page names in its text or links to. Of what a build makes nothing is looked for. */
const namedIn = (page: string, text = read(page)): string[] => [
  ...Array.from(text.matchAll(/`((?:tests|libs|services|deploy|docs)\/[\w./-]+)`/g), ([, path]) => path).filter((path) => !path.includes('/dist/')),
  ...Array.from(text.matchAll(/\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)/g), ([, path]) => join(dirname(page), path)),
]

describe('the page on security', () => {
  it.each(['docs/security.md', 'SECURITY.md'])('names what is there: %s', (page) => {
    expect(namedIn(page).filter((path) => !existsSync(join(root, path)))).toEqual([])
  })

  it('shows for each chapter that it says is met a file, a test or a decision', () => {
    const chapters = read('docs/security.md')
      .split(/^### (?=V\d)/m)
      .slice(1)
    expect(chapters).toHaveLength(17)
    for (const chapter of chapters.filter((one) => /^Met/m.test(one)))
      for (const met of chapter.split('\n\n').filter((paragraph) => /^Met/.test(paragraph)))
        expect([chapter.split('\n')[0], namedIn('docs/security.md', met).length > 0]).toEqual([chapter.split('\n')[0], true])
  })
})
