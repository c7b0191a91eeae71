import { execFileSync } from 'node:child_process'
import { freePort } from './places.mjs'

/** Debian's redis-server, with nothing kept. */
export const redis = {
  name: 'Redis',
  variable: 'TEST_REDIS_URL',

  install() {
    try {
      execFileSync('redis-server', ['--version'], { stdio: 'ignore' })
    } catch {
      execFileSync('apt-get', ['update', '-qq'], { stdio: ['ignore', 'ignore', 'inherit'] })
      execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'redis-server'], { stdio: ['ignore', 'ignore', 'inherit'] })
    }
  },

  async prepare(folder) {
    const port = await freePort()
    const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder]
    return { port, command: 'redis-server', args, address: `redis://127.0.0.1:${port}` }
  },
}
