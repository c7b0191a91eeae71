// Who hears which event, as Nest knows the handlers of the built services. Read by the scripts behind `npm run generate`.
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)
require('reflect-metadata')
const { everyService } = require('../services/station/dist/index.js')
const { groupsOf } = require('@yiwang/messaging')
const { serviceOf, topicOf } = require('@yiwang/contracts')
const constants = require('@nestjs/microservices/constants')

/** Every controller class below a module, with what was put together dynamically. */
function controllersOf(module, seen = new Set()) {
  const { module: type = module, imports = [], controllers = [] } = typeof module === 'function' ? {} : module
  if (!type || seen.has(module)) return []
  seen.add(module)
  const declared = (key) => (typeof type === 'function' ? (Reflect.getMetadata(key, type) ?? []) : [])
  return [...declared('controllers'), ...controllers, ...[...declared('imports'), ...imports].flatMap((one) => controllersOf(one, seen))]
}

function everyHearing() {
  const classes = new Set(Object.values(everyService).flatMap((module) => controllersOf(module)))
  return [...classes].flatMap((type) =>
    Object.getOwnPropertyNames(type.prototype).flatMap((method) => {
      const names = Reflect.getMetadata(constants.PATTERN_METADATA, type.prototype[method])
      const extras = Reflect.getMetadata(constants.PATTERN_EXTRAS_METADATA, type.prototype[method])
      return (names ?? []).map((name) => ({ name, reader: extras.group, shared: extras.shared, handler: `${type.name}.${method}` }))
    }),
  )
}

/** The consumer group that each reader is in. */
function groupsByReader(all) {
  const readers = new Map()
  for (const { name, reader, shared } of all) {
    const { topics = [] } = readers.get(reader) ?? {}
    readers.set(reader, { name: reader, shared, topics: [...new Set([...topics, topicOf(serviceOf(name))])] })
  }
  return new Map(groupsOf([...readers.values()]).flatMap((group) => group.readers.map(({ name }) => [name, group.name])))
}

const found = everyHearing()
const groups = groupsByReader(found)

/** Who hears what: { name, group, reader, handler }, by reader. */
export const hearings = found
  .map(({ name, reader, handler }) => ({ name, group: groups.get(reader), reader, handler }))
  .sort((a, b) => (a.reader + a.handler < b.reader + b.handler ? -1 : 1))

export const heardBy = (name) => hearings.filter((one) => one.name === name)
