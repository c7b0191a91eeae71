import 'reflect-metadata'
import { PATTERN_EXTRAS_METADATA, PATTERN_METADATA } from '@nestjs/microservices/constants'
import { type EventName, type ServiceName, serviceOf, services, topicOf } from '@yiwang/contracts'
import { groupsOf, type Reader } from '@yiwang/messaging'
import { everyService } from './services'

/** A handler's method takes events of this name. */
export interface Hearing {
  service: ServiceName
  name: EventName
  /** The consumer group that its reader is in. */
  group: string
  reader: string
  handler: string
}

type Declared = Omit<Hearing, 'group'> & { shared: boolean }

/** Who hears what, as Nest knows the handlers, by reader. */
export const hearings: Hearing[] = inGroups(
  services.flatMap((service) => [...new Set(controllersOf(everyService[service]))].flatMap((type) => declaredBy(service, type))),
).sort((a, b) => (a.reader + a.handler < b.reader + b.handler ? -1 : 1))

/** Of all topics those that a service writes to or hears: its keys (`npm run keys`) and its rights in Kafka follow from them. */
export const topicsOf = (service: ServiceName): string[] =>
  [...new Set([topicOf(service), ...hearings.filter((one) => one.service === service).map(({ name }) => topicOf(serviceOf(name)))])].sort()

type Class = new (...args: never[]) => object
type Module = Class | { module: Class; imports?: Module[]; controllers?: Class[] }

/** Every controller below a module, with what was put together dynamically. */
function controllersOf(module: Module, seen = new Set<Module>()): Class[] {
  if (seen.has(module)) return []
  seen.add(module)
  const { module: type, imports = [], controllers = [] } = typeof module === 'function' ? { module } : module
  const declared = (key: string) => Reflect.getMetadata(key, type) ?? []
  return [...declared('controllers'), ...controllers, ...[...declared('imports'), ...imports].flatMap((one) => controllersOf(one, seen))]
}

function declaredBy(service: ServiceName, type: Class): Declared[] {
  return Object.getOwnPropertyNames(type.prototype).flatMap((method) => {
    const taken = (type.prototype as Record<string, object>)[method]
    const names: EventName[] = Reflect.getMetadata(PATTERN_METADATA, taken) ?? []
    const { group: reader = '', shared = false } = Reflect.getMetadata(PATTERN_EXTRAS_METADATA, taken) ?? {}
    return names.map((name) => ({ service, name, reader, shared, handler: `${type.name}.${method}` }))
  })
}

function inGroups(all: Declared[]): Hearing[] {
  const readers = new Map<string, Reader & { shared: boolean }>()
  for (const { name, reader, shared } of all) {
    const topics = readers.get(reader)?.topics ?? []
    readers.set(reader, { name: reader, shared, topics: [...new Set([...topics, topicOf(serviceOf(name))])] })
  }
  const groups = new Map(groupsOf([...readers.values()]).flatMap((group) => group.readers.map(({ name }) => [name, group.name])))
  return all.map(({ shared: _, ...hearing }) => ({ ...hearing, group: groups.get(hearing.reader) as string }))
}
