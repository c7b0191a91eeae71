// Writes docs/EVENTS.md from the built contracts and the handlers as Nest knows them: `npm run generate`.
import { createRequire } from 'node:module'
import { keep } from './keep.mjs'
import { heardBy, hearings } from './who-hears.mjs'

const { events, knownWords, sealedFieldsOf, serviceOf, services } = createRequire(import.meta.url)('@yiwang/contracts')

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

function table(service) {
  const names = Object.keys(events).filter((name) => serviceOf(name) === service)
  const rows = names.map((name) => {
    const hearers = heardBy(name).map(({ reader, handler }) => `\`${reader}\` ${handler}`)
    return `| \`${name}\` | ${fieldsOf(name).join(', ')} | ${hearers.join('<br>') || 'nobody yet'} |`
  })
  return [`### ${service}`, '', '| event | payload | heard by (reader, handler) |', '|---|---|---|', ...rows, ''].join('\n')
}

/** The consumer groups of several readers. */
function sharedGroups() {
  const named = new Set(hearings.flatMap(({ group, reader }) => (group === reader ? [] : [`\`${group}\``])))
  return [...named].sort().join(', ')
}

/** Each field of a service that holds a word, with those known today. */
function words(service) {
  const found = new Map()
  const walk = (schema, above) => {
    for (const [key, field] of Object.entries(schema.shape)) {
      const inner = field.def.type === 'optional' ? field.unwrap() : field
      const path = above ? `${above}.${key}` : key
      if (inner.def.type === 'object') walk(inner, path)
      else if (knownWords(inner)) found.set(`${path}|${knownWords(inner)}`, `| \`${service}\` | \`${path}\` | ${knownWords(inner).join(', ')} |`)
    }
  }
  for (const name of Object.keys(events)) if (serviceOf(name) === service) walk(events[name], '')
  return [...found.values()]
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

Generated from \`libs/contracts\` and from the handlers of the built services by \`npm run generate\`. Do not edit: a test fails where this file is stale. For programs: [asyncapi.json](asyncapi.json), an AsyncAPI 3 document.

A \`?\` marks a field that may be absent, 🔒 one that is sealed (AES-256-GCM) before the event is hashed, stored or sent, and opened only at a handler. A service's topic is \`<service>.events\`; the key is the aggregate's id.
A reader that is named \`<service>.<read model>\` fills that read model and nothing else, so that it can be made anew. Each reads in a consumer group of its name, but the small copies of a service, which share one:
${sharedGroups()}. How an event travels: [ARCHITECTURE.md](ARCHITECTURE.md#how-an-event-travels).

## Who hears whom

${graph()}

## Words that may grow

Any other word is taken as well: a consumer acts on those it knows, and keeps and shows another as it is.

| service | field | known today |
|---|---|---|
${services.flatMap(words).join('\n')}

## Every event

${services.map(table).join('\n')}`

keep(new URL('./EVENTS.md', import.meta.url), text)
