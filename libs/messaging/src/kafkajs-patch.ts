import { KafkaJSConnectionError, KafkaJSNonRetriableError } from 'kafkajs'
import { version } from 'kafkajs/package.json'
import { type AskedTopic, FetchSession, type SessionRequest } from './kafka-fetch-session'

/** Whose inner parts are known here. */
const KNOWN_VERSION = '2.2.4'
/** How often it looks whether what waits may be sent, where the broker gave no time. */
const LOOK_EVERY_MS = 10

/** How often a connection looks whether what was sent is answered: requests may take ten seconds. */
const LOOK_FOR_ANSWERS_EVERY_MS = 1_000

/** A fetch that leaves out a partition waits so long at most. */
const BESIDE_PAUSED_MS = 100

/** A connection's requests: those that are not sent yet, and those that are not answered yet. */
interface RequestQueue {
  broker: string
  inflight: Map<number, { entry: { apiName: string }; sentAt: number; requestTimeout: number; timeoutRequest(): void }>
  enforceRequestTimeout: boolean
  requestTimeout: number
  requestTimeoutIntervalId: NodeJS.Timeout
  scheduleRequestTimeoutCheck(): void
  isConnected(): boolean
  destroy(): void
  pending: unknown[]
  throttledUntil: number
  throttleCheckTimeoutId: NodeJS.Timeout | null
  checkPendingRequests(): void
  scheduleCheckPendingRequests(): void
  waitForPendingRequests(): Promise<void>
  rejectAll(error: Error): void
}

/** What a consumer does from its start to its stop. */
interface Runner {
  fetch(nodeId: number): Promise<unknown[]>
  stop(): Promise<void>
}

/** A consumer's membership. */
interface ConsumerGroup {
  maxWaitTime: number
  longestWait?: number
  /** Where it is in the partitions that it was given: another one each time they are shared out. */
  offsetManager: unknown
  paused(): unknown[]
  fetch(nodeId: number): Promise<unknown[]>
  joinAndSync(): Promise<void>
  leave(): Promise<void>
  joining?: Promise<unknown>
  hasLeft?: boolean
}

/** What a consumer knows of one broker. */
interface Broker {
  fetch(asked: Asked): Promise<Fetched>
  lookupRequest(apiKey: number, definition: unknown): (asked: Asked & SessionRequest) => unknown
  connectionPool: { send(request: unknown): Promise<Fetched> }
  disconnect(): Promise<void>
}

interface Asked {
  topics: AskedTopic[]
}

interface Fetched {
  errorCode?: number
  sessionId?: number
  responses: unknown[]
}

/** Throws where what is put right here may have been put right there, or no longer be there. */
export function requireKnown(found: string): void {
  if (found !== KNOWN_VERSION)
    throw new Error(`kafkajs ${found} is not the ${KNOWN_VERSION} that kafkajs-patch.ts knows: see which of its patches it still needs`)
}

/**
 * Each connection looked every millisecond, for ever, whether requests may be sent that nobody held back (kafkajs issues 1556 and 1704). A timer is set only while
 * something waits: what waits for room goes out with the answer that makes it, so that the timer is for what the broker throttles.
 */
function lookOnlyForWhatWaits(this: RequestQueue): void {
  if (this.throttleCheckTimeoutId || !this.pending.length) return
  const throttled = this.throttledUntil - Date.now()
  const look = () => {
    this.throttleCheckTimeoutId = null
    this.checkPendingRequests()
  }
  this.throttleCheckTimeoutId = setTimeout(look, throttled > 0 ? throttled : LOOK_EVERY_MS)
}

/** Each connection looked ten times a second whether a request has had its time. */
function lookForAnswers(this: RequestQueue): void {
  if (!this.enforceRequestTimeout) return
  this.destroy()
  const look = () => {
    for (const request of this.inflight.values()) if (Date.now() - request.sentAt > request.requestTimeout) request.timeoutRequest()
    if (!this.isConnected()) this.destroy()
  }
  this.requestTimeoutIntervalId = setInterval(look, Math.min(this.requestTimeout, LOOK_FOR_ANSWERS_EVERY_MS))
}

/**
 * Closing waits for what is on its way, but not for a fetch: its answer may be seconds away. It fails at once: a consumer that goes on, as where a broker is
 * replaced, would wait for ever for what a closed connection no longer brings.
 */
function waitForAllButFetches(this: RequestQueue, wait: () => Promise<void>): Promise<void> {
  const awaited = this.pending.length > 0 || [...this.inflight.values()].some(({ entry }) => entry.apiName !== 'Fetch')
  if (awaited) return wait.call(this)
  if (this.inflight.size) this.rejectAll(new KafkaJSConnectionError('Closed connection', { broker: this.broker }))
  return Promise.resolve()
}

const fetching = new WeakMap<Runner, Set<() => void>>()

/** A fetch ends with the answer of the broker, or when its consumer is stopped. */
function fetchUntilStopped(this: Runner, fetch: Runner['fetch'], nodeId: number): Promise<unknown[]> {
  const ends = fetching.get(this) ?? new Set()
  fetching.set(this, ends)
  return new Promise((resolve, reject) => {
    const end = () => resolve([])
    ends.add(end)
    fetch
      .call(this, nodeId)
      .then(resolve, reject)
      .finally(() => ends.delete(end))
  })
}

function stopFetching(this: Runner, stop: Runner['stop']): Promise<void> {
  const stopping = stop.call(this)
  for (const end of fetching.get(this) ?? []) end()
  return stopping
}

/**
 * A fetch that finds its topic's leaders moved, as where the topic was only just made, joins the group anew. It may do so while its consumer is being stopped, which no
 * longer waits for it: a member would stay behind, whom the group waits for until its session ends. So who leaves waits for such a join, and who has left joins no more.
 */
function joinUnlessLeft(this: ConsumerGroup, join: ConsumerGroup['joinAndSync']): Promise<void> {
  if (this.hasLeft) return Promise.reject(new KafkaJSNonRetriableError('it has left the group'))
  const joining = join.call(this)
  this.joining = joining.catch(() => undefined)
  return joining
}

async function leaveOnceJoined(this: ConsumerGroup, leave: ConsumerGroup['leave']): Promise<void> {
  this.hasLeft = true
  await this.joining
  return leave.call(this)
}

/** A fetch that leaves out a partition which is paused is answered soon, so that the next one asks for it again. */
function fetchShortlyBesidePaused(this: ConsumerGroup, fetch: ConsumerGroup['fetch'], nodeId: number): Promise<unknown[]> {
  this.longestWait ??= this.maxWaitTime
  this.maxWaitTime = this.paused().length ? Math.min(BESIDE_PAUSED_MS, this.longestWait) : this.longestWait
  return fetch.call(this, nodeId)
}

/**
 * Where leaders have moved, kafkajs shares the group out anew from within one fetch, while those from other brokers go on. What these bring was asked for where the
 * former share was to go on: taken now, all between that and the committed position would be passed over.
 */
async function fetchOfThisShare(this: ConsumerGroup, fetch: ConsumerGroup['fetch'], nodeId: number): Promise<unknown[]> {
  const { offsetManager } = this
  const fetched = await fetchShortlyBesidePaused.call(this, fetch, nodeId)
  return this.offsetManager === offsetManager ? fetched : []
}

const sessions = new WeakMap<Broker, FetchSession>()

/** A fetch named all its partitions each time and was answered for all of them: twelve for each topic, to bring one event. */
async function fetchWhatChanged(this: Broker, asked: Asked): Promise<Fetched> {
  const session = sessions.get(this) ?? new FetchSession()
  sessions.set(this, session)
  const request = this.lookupRequest(apiKeys.Fetch, requests.Fetch)
  for (;;) {
    const said = session.next(asked.topics)
    try {
      const answer = await this.connectionPool.send(request({ ...asked, ...said }))
      if (session.answers(said, answer)) return answer
    } catch (error) {
      // Also where a single partition is refused: what the others brought is dropped with it.
      session.fails(said)
      if ((error as Error).name === 'KafkaJSConnectionClosedError') await this.disconnect()
      throw error
    }
  }
}

/** What is put right in kafkajs, in this one place, when this file is loaded (docs/decisions/0026-kafkajs-put-right.md). */
requireKnown(version)
const queue = (require('kafkajs/src/network/requestQueue') as { prototype: RequestQueue }).prototype
const runner = (require('kafkajs/src/consumer/runner') as { prototype: Runner }).prototype
const group = (require('kafkajs/src/consumer/consumerGroup') as { prototype: ConsumerGroup }).prototype
const broker = (require('kafkajs/src/broker') as { prototype: Broker }).prototype
const apiKeys = require('kafkajs/src/protocol/requests/apiKeys') as { Fetch: number }
const { requests } = require('kafkajs/src/protocol/requests') as { requests: { Fetch: unknown } }
const before = {
  wait: queue.waitForPendingRequests,
  fetch: runner.fetch,
  stop: runner.stop,
  fetchOf: group.fetch,
  join: group.joinAndSync,
  leave: group.leave,
}

broker.fetch = fetchWhatChanged
queue.scheduleCheckPendingRequests = lookOnlyForWhatWaits
queue.scheduleRequestTimeoutCheck = lookForAnswers
queue.waitForPendingRequests = function () {
  return waitForAllButFetches.call(this, before.wait)
}
runner.fetch = function (nodeId) {
  return fetchUntilStopped.call(this, before.fetch, nodeId)
}
runner.stop = function () {
  return stopFetching.call(this, before.stop)
}
group.fetch = function (nodeId) {
  return fetchOfThisShare.call(this, before.fetchOf, nodeId)
}
group.joinAndSync = function () {
  return joinUnlessLeft.call(this, before.join)
}
group.leave = function () {
  return leaveOnceJoined.call(this, before.leave)
}
