// `npm run check:deploy`: what lies in deploy/ and docker-compose.yml against the tools that read it. With `-- --install` the tools are fetched first.
// What was not checked for want of a tool is said, and is a failure where CI=true.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parseAllDocuments } from 'yaml'
import { faultsOfCompose } from './compose.mjs'
import { faultsOf } from './manifests.mjs'
import { find, hintOf, install } from './tools.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
const scratch = mkdtempSync(join(tmpdir(), 'yiwang-check-'))

/** What docker-compose.yml asks of `.env`. */
const asSet = Object.fromEntries(
  [...readFileSync(join(root, 'docker-compose.yml'), 'utf8').matchAll(/\$\{(\w+):\?/g)].map(([, name]) => [name, `${name}-of-env`]),
)

/** Runs a tool and gives what it wrote; throws with that where it fails. */
function run(path, ...args) {
  const env = { ...process.env, ...asSet }
  const { status, stdout, stderr, error } = spawnSync(path, args, { cwd: root, env, encoding: 'utf8', maxBuffer: 2 ** 26 })
  if (status !== 0) throw new Error(error?.message ?? `${stdout}${stderr}`)
  return stdout
}

const checks = {
  'Kubernetes: deploy/kubernetes/city': {
    needs: ['kubectl', 'kubernetes-validate', 'node_modules'],
    async check(kubectl, validate, modules) {
      const text = run(kubectl, 'kustomize', 'deploy/kubernetes/city')
      const all = parseAllDocuments(text)
      // The Gateway API's kinds are none of Kubernetes' own: their schemas are in a package apart.
      const isOfGateway = (document) => document.get('apiVersion').startsWith('gateway.networking.k8s.io/')
      for (const document of all.filter(isOfGateway)) {
        const path = `@kubernetes-models/gateway-api/${document.get('apiVersion')}/${document.get('kind')}.js`
        const { [document.get('kind')]: Kind } = await import(pathToFileURL(join(modules, path)))
        new Kind(document.toJS()).validate()
      }
      const file = join(scratch, 'city.yaml')
      writeFileSync(file, all.filter((document) => !isOfGateway(document)).join('---\n'))
      for (const version of ['1.30', '1.37']) run(validate, '--strict', '--quiet', '-k', version, file)
      const faults = faultsOf(text)
      if (faults.length) throw new Error(faults.join('\n'))
    },
  },
  'Prometheus: deploy/monitoring/rules.yml': {
    needs: ['promtool'],
    check(promtool) {
      run(promtool, 'check', 'rules', 'deploy/monitoring/rules.yml')
      run(promtool, 'test', 'rules', 'deploy/monitoring/rules.test.yml')
    },
  },
  'Grafana: deploy/monitoring/dashboard.json': {
    needs: ['node_modules'],
    check(modules) {
      // Grafana's own types, read by the compiler as a schema: unknown fields and values are faults.
      const file = join(scratch, 'dashboard.ts')
      const text = readFileSync(join(root, 'deploy/monitoring/dashboard.json'), 'utf8')
      writeFileSync(file, `${readFileSync(join(root, 'deploy/check/dashboard-types.txt'), 'utf8')}export const dashboard: Plain<Dashboard> = ${text}`)
      writeFileSync(join(scratch, 'package.json'), '{ "type": "module" }')
      symlinkSync(modules, join(scratch, 'node_modules'))
      const options = ['--noEmit', '--strict', '--skipLibCheck', '--module', 'nodenext', '--target', 'es2022']
      run(process.execPath, join(root, 'node_modules/typescript/bin/tsc'), ...options, file)
    },
  },
  'Compose: docker-compose.yml': {
    needs: ['read-compose'],
    check(read) {
      const faults = faultsOfCompose(run(read, 'docker-compose.yml'))
      if (faults.length) throw new Error(faults.join('\n'))
    },
  },
  'Dockerfile: deploy/images/Dockerfile': {
    needs: ['hadolint'],
    check(hadolint) {
      run(hadolint, '--failure-threshold', 'info', 'deploy/images/Dockerfile')
    },
  },
  'Images of others: by their digests, all or none': {
    needs: [],
    check() {
      const text = ['docker-compose.yml', 'deploy/images/Dockerfile'].map((path) => readFileSync(join(root, path), 'utf8')).join('\n')
      const named = [...text.matchAll(/^(?: *image:|FROM) ([a-z0-9./-]+:\S+)/gm)].map(([, image]) => image)
      const pinned = named.filter((image) => /@sha256:[0-9a-f]{64}$/.test(image))
      if (pinned.length && pinned.length < named.length)
        throw new Error(`not by digest: ${named.filter((image) => !pinned.includes(image)).join(', ')}`)
      return pinned.length ? undefined : 'by tag alone: `sh deploy/images/digests.sh` pins them where their registries can be reached'
    },
  },
  'Volumes of before: deploy/upgrade-volumes.sh': {
    needs: [],
    check() {
      // In the place of docker: each call a line of `said`, and what would run in a container is read by its shell.
      const said = join(scratch, 'said')
      const stub = `#!/bin/sh\nprintf '%s\\n' "$*" | head -n 1 >> '${said}'\ncase "$*" in *' sh -eu -c '*) for script; do :; done; sh -n -c "$script" ;; esac\n`
      writeFileSync(join(scratch, 'docker'), stub, { mode: 0o755 })
      const env = { ...process.env, ...asSet, PATH: `${scratch}:${process.env.PATH}` }
      const { status, stderr } = spawnSync('sh', [join(root, 'deploy/upgrade-volumes.sh')], { env, encoding: 'utf8' })
      if (status !== 0) throw new Error(stderr)
      const calls = readFileSync(said, 'utf8').trim().split('\n')
      const due = [
        /^compose down$/,
        / mongodb$/,
        /^compose exec -T mongodb /,
        / stop mongodb$/,
        /^compose run .*KAFKA_MORE=/,
        /^exec yiwang-volumes sh \/deploy\/users.sh /,
        /^stop yiwang-volumes$/,
      ]
      if (calls.length !== due.length || due.some((call, at) => !call.test(calls[at])))
        throw new Error(`it calls docker otherwise:\n${calls.join('\n')}`)
      if (calls.some((call) => call.includes('-of-env'))) throw new Error('a password stands in the arguments of docker')
      for (const script of ['kafka/users.sh', 'kafka/start.sh', 'redis/start.sh', 'secrets.sh']) run('sh', '-n', `deploy/${script}`)
    },
  },
  'systemd: deploy/systemd/yiwang.service': {
    needs: ['systemd-analyze'],
    check(analyze) {
      const unit = 'deploy/systemd/yiwang.service'
      run(analyze, 'verify', unit)
      // Of 10 that a unit may be exposed, in tenths.
      run(analyze, 'security', '--offline=true', '--threshold=20', '--no-pager', unit)
    },
  },
  'Caddy: deploy/proxy/Caddyfile': {
    needs: ['caddy'],
    check(caddy) {
      run(caddy, 'validate', '--adapter', 'caddyfile', '--config', 'deploy/proxy/Caddyfile')
    },
  },
}

if (process.argv.includes('--install')) install()
const count = { ok: 0, failed: 0, skipped: 0 }
for (const [name, { needs, check }] of Object.entries(checks)) {
  const missing = needs.filter((tool) => !find(tool))
  if (missing.length) {
    count.skipped++
    console.error(
      `SKIPPED ${name}: there is no ${missing.map((tool) => `${tool} (${hintOf(tool)})`).join(', ')}; \`npm run check:deploy -- --install\` fetches what it can`,
    )
    continue
  }
  try {
    const note = await check(...needs.map(find))
    count.ok++
    console.log(`ok      ${name}${note ? ` (${note})` : ''}`)
  } catch (error) {
    count.failed++
    console.error(`FAILED  ${name}\n${error.message}`)
  }
}
rmSync(scratch, { recursive: true, force: true })
console.log(`${count.ok} ok, ${count.failed} failed, ${count.skipped} skipped`)
const forbidden = process.env.CI === 'true' && count.skipped > 0
if (forbidden) console.error('Checks were skipped; in CI that is a failure.')
process.exit(count.failed || forbidden ? 1 : 0)
