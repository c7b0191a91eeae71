// Who hears which event, as Nest knows the handlers of the built services. Read by the scripts behind `npm run generate`.
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)
require('reflect-metadata')
const { everyService } = require('../services/station/dist/index.js')
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
      return (names ?? []).map((name) => ({ name, group: extras.group, handler: `${type.name}.${method}` }))
    }),
  )
}

/** Who hears what: { name, group, handler }, by group. */
export const hearings = everyHearing().sort((a, b) => (a.group + a.handler < b.group + b.handler ? -1 : 1))

export const heardBy = (name) => hearings.filter((one) => one.name === name)
