import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { cache, freePort } from './places.mjs'

const VERSION = '0.5.3-beta.193'
const home = join(cache, `secantus-${VERSION}`)
const program = join(home, 'bin', 'secantusd-rs')

/** SecantusDB speaks MongoDB's wire protocol over WiredTiger. A stand-in for tests where MongoDB itself cannot be had; built once, in about five minutes. */
export const mongodb = {
  name: 'SecantusDB (in place of MongoDB)',
  variable: 'TEST_MONGODB_URI',

  install() {
    if (existsSync(program)) return
    const args = ['install', 'secantus-mdb', '--version', VERSION, '--ignore-rust-version', '--locked', '--root', home]
    const build = (given) => execFileSync('cargo', given, { stdio: ['ignore', 'ignore', 'inherit'] })
    try {
      build(args)
    } catch {
      build(args.filter((one) => one !== '--locked'))
    }
  },

  async prepare(folder) {
    const port = await freePort()
    const args = ['--port', String(port), '--storage-path', join(folder, 'data'), '--cache-size', '512M', '--sync-on-commit']
    return { port, command: program, args, address: `mongodb://127.0.0.1:${port}/yiwang` }
  },
}
