// `npm run check:deploy`: what lies in deploy/ and docker-compose.yml against the tools that read it. With `-- --install` the tools are fetched first.
// What was not checked for want of a tool is said, and is a failure where CI=true.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { faultsOfCompose } from './compose.mjs'
import { faultsOf } from './manifests.mjs'
import { find, hintOf, install } from './tools.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
const scratch = mkdtempSync(join(tmpdir(), 'yiwang-check-'))

/** Runs a tool and gives what it wrote; throws with that where it fails. */
function run(path, ...args) {
  // What a compose file asks of `.env`.
  const env = { ...process.env, DATA_KEY: 'as-set-in-.env' }
  const { status, stdout, stderr, error } = spawnSync(path, args, { cwd: root, env, encoding: 'utf8', maxBuffer: 2 ** 26 })
  if (status !== 0) throw new Error(error?.message ?? `${stdout}${stderr}`)
  return stdout
}

const checks = {
  'Kubernetes: deploy/kubernetes/city': {
    needs: ['kubectl', 'kubernetes-validate'],
    check(kubectl, validate) {
      const text = run(kubectl, 'kustomize', 'deploy/kubernetes/city')
      const file = join(scratch, 'city.yaml')
      writeFileSync(file, text)
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
    check: (hadolint) => run(hadolint, '--failure-threshold', 'info', 'deploy/images/Dockerfile'),
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
    check(...needs.map(find))
    count.ok++
    console.log(`ok      ${name}`)
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
