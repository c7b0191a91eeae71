import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** What below a folder (itself included) others than its owner may look at: files that are not 0600, folders that are not 0700. */
export function openToOthers(folder: string): string[] {
  const paths = ['.', ...readdirSync(folder, { recursive: true }).map(String)]
  return paths.flatMap((path) => {
    const found = statSync(join(folder, path))
    const mode = found.mode & 0o777
    return mode === (found.isDirectory() ? 0o700 : 0o600) ? [] : [`${path} ${mode.toString(8)}`]
  })
}
