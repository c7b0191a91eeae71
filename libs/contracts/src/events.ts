import { z } from 'zod'
import { blank, sealedPaths } from './fields'
import { homeCareEvents } from './home-care.events'
import { hotlineEvents } from './hotline.events'
import { identityEvents } from './identity.events'
import { informationNetworkEvents } from './information-network.events'
import { kioskEvents } from './kiosk.events'

/** The services of the house, each with its events: the one list of them. What else names every service is typed by it, written from it (`npm run generate`) or checked against it. */
const eventsByService = {
  'information-network': informationNetworkEvents,
  identity: identityEvents,
  hotline: hotlineEvents,
  'home-care': homeCareEvents,
  kiosk: kioskEvents,
}

export type ServiceName = keyof typeof eventsByService
export const services = Object.keys(eventsByService) as ServiceName[]

type All<E> = (E extends unknown ? (some: E) => void : never) extends (all: infer A) => void ? A : never

/** Every event of the house: its name and its schema. Types, JSON Schema and the event map derive from here. */
export const events = Object.assign({}, ...Object.values(eventsByService)) as All<(typeof eventsByService)[ServiceName]>

export type EventName = keyof typeof events
export type EventData<N extends EventName> = z.output<(typeof events)[N]>

export type EventOf<S extends ServiceName> = Extract<EventName, `${S}.${string}`>

export const isEventName = (name: string): name is EventName => Object.hasOwn(events, name)
export const serviceOf = (name: string): string => name.slice(0, name.indexOf('.'))
export const topicOf = (service: string): string => `${service}.events`
/** The topic of an event whose source is `/<service>/<collection>`. */
export const topicOfSource = (source: string): string => topicOf(source.split('/')[1])
export const sealedFieldsOf = (name: EventName): string[][] => sealedPaths(events[name])

/** What stands for a personal field of an event once the key that it was sealed with was destroyed; undefined where it may be missing. */
export function blankOf(name: EventName, path: string[]): unknown {
  const field = path.reduce<z.ZodType>((schema, key) => {
    const object = schema instanceof z.ZodOptional ? schema.unwrap() : schema
    return (object as z.ZodObject).shape[key] as z.ZodType
  }, events[name])
  return blank(field)
}

/**
 * The one way to make an event, narrowed to what `service` may publish: another service's name or a wrong payload does not compile.
 * `services/<service>/src/events.ts` holds the only call.
 */
export const eventsOf =
  <S extends ServiceName>(_service: S) =>
  <N extends EventOf<S>>(name: N, data: EventData<N>): { readonly name: N; readonly data: EventData<N> } => ({ name, data })
