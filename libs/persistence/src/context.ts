import { AsyncLocalStorage } from 'node:async_hooks'

/** The event in hand: who takes it, and which one of its source aggregate it is. */
export interface EventInHand {
  id: string
  handler: string
  /** Source and subject of the event, such as `/hotline/tickets/01J…`. */
  aggregate: string
  sequence: number
  /** Documents that this delivery already changed: a second change could be lost after a crash. */
  taken: Set<string>
}

/** Keyed hashes of (account, route, Idempotency-Key) and of the body. */
export interface RequestHashes {
  key: string
  body: string
}

/** The keyed request in hand. Each document that it makes, and each change that it came for, stands under its key. */
export interface KeyedRequest extends RequestHashes {
  /** The same under former data keys: it may be the repeat of a request from before the key was changed. */
  former?: RequestHashes[]
  /** By collection: the numbers of the documents that it made so far. */
  made?: Map<string, Set<number>>
  /** Documents that it changed: a second change could not be told from the first, when it is repeated. */
  changed?: Set<string>
}

/** Who caused something, a person or a device: what they are known by, and nothing else of them. */
export interface Actor {
  id: string
  role: string
  /** The resident for whom they acted, as that person has agreed with them. */
  for?: string
}

/** The request that the work in hand began with. */
export interface Asked {
  /** Its client's network, as addresses are counted. */
  from: string
  /** Method and route as declared, never what was typed into it. */
  door: string
  /** Where whoever is signed in works; of a resident nothing is said. */
  areaCode?: string
  /** Whether the security log has it already, with more than a refusal tells. */
  noted?: boolean
}

/** What travels with the work in hand, from the door to the write, without being passed along. */
export interface Context {
  correlation: string
  /** Whoever caused it, however many events ago; nobody where it began by itself. */
  actor?: Actor
  /** What the client that began it calls its request. */
  clientCorrelation?: string
  asked?: Asked
  /** The span that this work is: what it leads to lies beneath it. */
  traceparent?: string
  event?: EventInHand
  /** The id of the event that this work follows from, where it is none that is in hand. */
  cause?: string
  request?: KeyedRequest
  /** Whether somebody is signed in: what is read is read for them. */
  signedIn?: boolean
  /** Whether it stored events. */
  published?: boolean
}

const storage = new AsyncLocalStorage<Context>()

/** What an event says of the work that it came from. */
interface OfEvent {
  correlation: string
  traceparent?: string
  actorId?: string
  actorRole?: string
  actorFor?: string
  clientCorrelation?: string
}

/** The work that an event belongs to: whoever caused it causes what follows. Nobody is signed in to it. */
export const contextOf = ({ correlation, traceparent, actorId, actorRole, actorFor, clientCorrelation }: OfEvent): Context => ({
  correlation,
  traceparent,
  ...(actorId && actorRole && { actor: { id: actorId, role: actorRole, ...(actorFor && { for: actorFor }) } }),
  ...(clientCorrelation && { clientCorrelation }),
})

export const currentContext = (): Context | undefined => storage.getStore()
/** `undefined` leaves whatever context there was. */
export const runInContext = <R>(context: Context | undefined, work: () => R): R => storage.run(context as Context, work)

/** What `work` stores and tells names nobody as who caused it: for what somebody tells in confidence, whose author would stand beside it in clear. */
export function unnamed<R>(work: () => R): R {
  const context = currentContext()
  return context ? runInContext({ ...context, actor: undefined }, work) : work()
}

/**
 * Runs `work` as a change of its own, beside the request or event in hand: what it stores names the event as its cause, is no document that the request came for,
 * and is decided anew each time it comes. It is for whoever the work in hand is for: what it reads at a door is read for them.
 */
export function besideDelivery<R>(work: () => R): R {
  const context = currentContext()
  if (!context) return work()
  const { event, cause = event?.id, correlation, traceparent, signedIn, actor, clientCorrelation, asked } = context
  return runInContext({ correlation, traceparent, cause, signedIn, actor, clientCorrelation, asked }, work)
}
