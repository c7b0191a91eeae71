// Writes docs/EVENTS.md from the built contracts and the handlers as Nest knows them: `npm run build && node docs/event-map.mjs`.
// With `--check` it writes nothing and fails where the file is stale.
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)
require('reflect-metadata')
const { events, sealedFieldsOf, serviceOf, services } = require('@yiwang/contracts')
const { everyService } = require('../services/station/dist/index.js')
const constants = require('@nestjs/microservices/constants')

const file = new URL('./EVENTS.md', import.meta.url)

/** Every controller class below a module, with what was put together dynamically. */
function controllersOf(module, seen = new Set()) {
  const { module: type = module, imports = [], controllers = [] } = typeof module === 'function' ? {} : module
  if (!type || seen.has(module)) return []
  seen.add(module)
  const declared = (key) => (typeof type === 'function' ? (Reflect.getMetadata(key, type) ?? []) : [])
  return [...declared('controllers'), ...controllers, ...[...declared('imports'), ...imports].flatMap((one) => controllersOf(one, seen))]
}

/** Who hears an event: { name, group, handler }. */
function hearings() {
  const classes = new Set(Object.values(everyService).flatMap((module) => controllersOf(module)))
  return [...classes].flatMap((type) =>
    Object.getOwnPropertyNames(type.prototype).flatMap((method) => {
      const names = Reflect.getMetadata(constants.PATTERN_METADATA, type.prototype[method])
      const extras = Reflect.getMetadata(constants.PATTERN_EXTRAS_METADATA, type.prototype[method])
      return (names ?? []).map((name) => ({ name, group: extras.group, handler: `${type.name}.${method}` }))
    }),
  )
}

/** `reporter.phone`, with `?` where it may be absent and 🔒 where it is sealed. */
function fieldsOf(name) {
  const sealed = new Set(sealedFieldsOf(name).map((path) => path.join('.')))
  const walk = (schema, above) =>
    Object.entries(schema.shape).flatMap(([key, field]) => {
      const path = above ? `${above}.${key}` : key
      const optional = field.def.type === 'optional'
      const inner = optional ? field.unwrap() : field
      const mark = `${optional ? '?' : ''}${sealed.has(path) ? ' 🔒' : ''}`
      if (inner.def.type === 'object' && !sealed.has(path)) return [...(optional ? [`\`${path}\`?`] : []), ...walk(inner, path)]
      return [`\`${path}${inner.def.type === 'array' ? '[]' : ''}\`${mark}`]
    })
  return walk(events[name], '')
}

const byName = new Map()
for (const one of hearings()) byName.set(one.name, [...(byName.get(one.name) ?? []), one])
const heardBy = (name) => [...(byName.get(name) ?? [])].sort((a, b) => (a.group + a.handler < b.group + b.handler ? -1 : 1))

function table(service) {
  const names = Object.keys(events).filter((name) => serviceOf(name) === service)
  const rows = names.map((name) => {
    const hearers = heardBy(name).map(({ group, handler }) => `\`${group}\` ${handler}`)
    return `| \`${name}\` | ${fieldsOf(name).join(', ')} | ${hearers.join('<br>') || 'nobody yet'} |`
  })
  return [`### ${service}`, '', '| event | payload | heard by (consumer group, handler) |', '|---|---|---|', ...rows, ''].join('\n')
}

/** One arrow for each pair of services; many events of one thing are written as `ticket-* (10)`. */
function graph() {
  const arrows = new Map()
  for (const name of Object.keys(events)) {
    for (const { group } of heardBy(name)) {
      const pair = `${serviceOf(name)} ${group.split('.')[0]}`
      arrows.set(pair, new Set([...(arrows.get(pair) ?? []), name.slice(name.indexOf('.') + 1)]))
    }
  }
  const id = (service) => service.replaceAll('-', '_')
  const label = (names) => {
    const things = new Map()
    for (const name of names) things.set(name.split('-')[0], [...(things.get(name.split('-')[0]) ?? []), name])
    return [...things].map(([thing, all]) => (all.length > 1 ? `${thing}-* (${all.length})` : all[0])).join('<br>')
  }
  const lines = [...arrows].sort().map(([pair, names]) => {
    const [from, to] = pair.split(' ')
    return `  ${id(from)} -->|"${label(names)}"| ${id(to)}`
  })
  return ['```mermaid', 'graph LR', ...services.map((service) => `  ${id(service)}["${service}"]`), ...lines, '```'].join('\n')
}

const text = `# Events

Generated from \`libs/contracts\` and from the handlers of the built services by \`node docs/event-map.mjs\`. Do not edit: a test fails where this file is stale.

A \`?\` marks a field that may be absent, 🔒 one that is sealed (AES-256-GCM) before the event is hashed, stored or sent, and opened only at a handler. A service's topic is \`<service>.events\`; the key is the aggregate's id.
A consumer group that is named \`<service>.<read model>\` fills that read model and nothing else, so it can be rebuilt alone. How an event travels: [ARCHITECTURE.md](ARCHITECTURE.md#how-an-event-travels).

## Who hears whom

${graph()}

## Every event

${services.map(table).join('\n')}`

if (process.argv.includes('--check')) {
  if (readFileSync(file, 'utf8') === text) process.exit(0)
  console.error('docs/EVENTS.md is stale: run `npm run build && node docs/event-map.mjs`')
  process.exit(1)
}
writeFileSync(file, text)
