import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Writes a generated file, where it is another than before; with `--check` writes nothing and ends with 1 where it is stale. */
export function keep(file, text) {
  const path = fileURLToPath(file)
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return
  if (process.argv.includes('--check')) {
    console.error(`${path} is stale: run \`npm run generate\``)
    process.exitCode = 1
    return
  }
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}
