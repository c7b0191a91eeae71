// Writes the list of services into what must repeat it: npm's scripts, the station's references, docker compose, Kubernetes, the proxy. The first step of
// `npm run generate`; the list is that of libs/contracts/src/events.ts, and only that lib must be built.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { keep } from '../docs/keep.mjs'

const { services } = createRequire(import.meta.url)('@yiwang/contracts')
const root = new URL('../', import.meta.url)
const read = (path) => readFileSync(new URL(path, root), 'utf8')

/** Puts text in the place of what a pattern finds in a file, which must be there once. */
function put(text, pattern, by) {
  if (text.match(new RegExp(pattern, 'g'))?.length !== 1) throw new Error(`there is nothing like ${pattern} to be written anew`)
  return text.replace(pattern, by)
}

const lines = (of) => services.map(of).join('')

const scripts = () =>
  put(
    read('package.json'),
    /(?: {4}"start:.*\n)+/,
    lines((name) => `    "start:${name}": "node deploy/scripts/run.mjs ${name}/main",\n`),
  )

const references = () =>
  put(
    read('services/station/tsconfig.json'),
    /(?: {4}\{ "path": "\.\.\/\.\.\/services\/.*\n)+/,
    lines((name) => `    { "path": "../../services/${name}" },\n`).replace(/,\n$/, '\n'),
  )

/** A name as a part of a variable's. */
const loud = (name) => name.toUpperCase().replaceAll('-', '_')

/** What each service, and `npm run setup`, shows one of the stores. */
const passwords = (store) => `x-${store.toLowerCase()}-passwords: &${store.toLowerCase()}-passwords
${['setup', ...services].map((name) => `  ${store}_PASSWORD_${loud(name)}: \${${store}_PASSWORD_${loud(name)}:?make it with deploy/secrets.sh}\n`).join('')}`

const container = (name) => `  ${name}:
    <<: *service
    command: [node, services/${name}/dist/main.js]
    environment:
      <<: *environment
      KEYS_FILE: /keys/keys.json
      KAFKA_SASL_USERNAME: ${name}
      KAFKA_SASL_PASSWORD: \${KAFKA_PASSWORD_${loud(name)}}
      MONGODB_URI: mongodb://${name}:\${MONGODB_PASSWORD_${loud(name)}}@mongodb:27017/yiwang?replicaSet=rs0
      REDIS_URL: redis://${name}:\${REDIS_PASSWORD_${loud(name)}}@redis:6379
    volumes: [{ type: volume, source: keys, target: /keys, read_only: true, volume: { subpath: ${name} } }]

`

function compose() {
  const healthy = lines((name) => `      ${name}: { condition: service_healthy }\n`)
  const stores = ['KAFKA', 'MONGODB', 'REDIS'].map((store) => `${passwords(store)}\n`).join('')
  const text = put(read('docker-compose.yml'), /(?<=\n# What each service shows .*\n)[\s\S]*?(?=x-environment:)/, stores)
  const more = put(text, /(?<=\n {2}# Each service, by .*\n)[\s\S]*?(?= {2}proxy:\n)/, lines(container))
  return put(more, /(?<=\n {2}proxy:\n(?: {4}.*\n)*? {4}depends_on:\n)(?: {6}[a-z-]+: \{ condition: service_healthy \}\n)+/, healthy)
}

const proxy = () => put(read('deploy/proxy/Caddyfile'), /(?<=@service path_regexp service \^\/api\/\()[a-z|-]+(?=\))/, services.join('|'))

/** Each service is the one of deploy/kubernetes/base/service under its own name. */
const kustomization = (name) => `# By \`npm run generate\`.
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources: [../../service]
labels:
  - pairs: { app.kubernetes.io/name: ${name} }
    includeSelectors: true
patches:
  - target: { name: service }
    patch: |
      - { op: replace, path: /metadata/name, value: ${name} }
  - target: { kind: Deployment }
    patch: |
      - op: add
        path: /spec/template/spec/volumes/-
        value:
          name: secrets
          projected:
            defaultMode: 0440
            sources:
              - secret: { name: keys-${name} }
              - secret: { name: stores-${name} }
              - configMap: { name: authority, optional: true }
`
const everyKustomization = `# By \`npm run generate\`.
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources: [${services.join(', ')}]
`

keep(new URL('package.json', root), scripts())
keep(new URL('services/station/tsconfig.json', root), references())
keep(new URL('docker-compose.yml', root), compose())
keep(new URL('deploy/proxy/Caddyfile', root), proxy())
const kubernetes = new URL('deploy/kubernetes/base/services/', root)
keep(new URL('kustomization.yaml', kubernetes), everyKustomization)
for (const name of services) keep(new URL(`${name}/kustomization.yaml`, kubernetes), kustomization(name))
