import { requireKnown } from './kafkajs-patch'

const RequestQueue = require('kafkajs/src/network/requestQueue')
const Runner = require('kafkajs/src/consumer/runner')
const ConsumerGroup = require('kafkajs/src/consumer/consumerGroup')
const Broker = require('kafkajs/src/broker')
const logger = { debug: () => undefined, warn: () => undefined, namespace: () => logger }

describe('kafkajs, put right', () => {
  beforeEach(() => jest.useFakeTimers())
  afterEach(() => jest.useRealTimers())

  const queueOf = (maxInFlightRequests: number) =>
    new RequestQueue({ maxInFlightRequests, requestTimeout: 1_000, clientId: 'test', broker: 'test', logger })
  const request = (correlationId: number, sent: number[]) => ({
    entry: { correlationId, resolve: () => undefined, reject: () => undefined },
    expectResponse: true,
    sendRequest: () => void sent.push(correlationId),
  })
  const answer = (correlationId: number) => ({ correlationId, size: 0, payload: null })

  it('sets no timer on a connection where nothing waits', () => {
    const queue = queueOf(1)
    const sent: number[] = []
    queue.push(request(1, sent))
    queue.fulfillRequest(answer(1))
    expect([sent, jest.getTimerCount()]).toEqual([[1], 0])
  })

  it('sends what waited for room with the answer that makes it, and sets no timer after that', () => {
    const queue = queueOf(1)
    const sent: number[] = []
    for (const id of [1, 2]) queue.push(request(id, sent))
    expect(sent).toEqual([1])
    queue.fulfillRequest(answer(1))
    expect(sent).toEqual([1, 2])
    queue.fulfillRequest(answer(2))
    jest.advanceTimersByTime(10)
    expect(jest.getTimerCount()).toBe(0)
  })

  it('sends what a broker throttled as soon as it may', () => {
    const queue = queueOf(1)
    const sent: number[] = []
    queue.maybeThrottle(300)
    queue.push(request(1, sent))
    jest.advanceTimersByTime(299)
    expect(sent).toEqual([])
    jest.advanceTimersByTime(1)
    expect([sent, jest.getTimerCount()]).toEqual([[1], 0])
  })

  it('looks once a second whether a request has had its time, and ends one that has', () => {
    const queue = new RequestQueue({
      ...{ maxInFlightRequests: 1, requestTimeout: 2_000, enforceRequestTimeout: true, clientId: 'test', broker: 'test', logger },
      isConnected: () => true,
    })
    const every = jest.spyOn(global, 'setInterval')
    queue.scheduleRequestTimeoutCheck()
    expect(every.mock.calls.map(([, ms]) => ms)).toEqual([1_000])
    every.mockRestore()
    const failed: string[] = []
    queue.push({ ...request(1, []), entry: { ...request(1, []).entry, reject: ({ name }: Error) => void failed.push(name) } })
    jest.advanceTimersByTime(2_000)
    expect(failed).toEqual([])
    jest.advanceTimersByTime(1_000)
    expect(failed).toEqual(['KafkaJSRequestTimeoutError'])
    queue.destroy()
    expect(jest.getTimerCount()).toBe(0)
  })

  it('closes a connection without the answer of a fetch, and with every other one', async () => {
    const queue = queueOf(5)
    const ended: string[] = []
    const send = (id: number, apiName: string) => queue.push({ ...request(id, []), entry: { ...request(id, []).entry, apiName } })
    send(1, 'Fetch')
    await queue.waitForPendingRequests()
    send(2, 'OffsetCommit')
    queue.waitForPendingRequests().then(() => ended.push('closed'))
    await Promise.resolve()
    expect(ended).toEqual([])
    queue.fulfillRequest(answer(2))
    await Promise.resolve()
    expect(ended).toEqual(['closed'])
  })

  it('fails the fetch that nobody answers any more where its connection is closed', async () => {
    const queue = queueOf(5)
    const failed: string[] = []
    const entry = { ...request(1, []).entry, apiName: 'Fetch', reject: (error: Error) => failed.push(error.name) }
    queue.push({ ...request(1, []), entry })
    await queue.waitForPendingRequests()
    expect([failed, queue.inflight.size]).toEqual([['KafkaJSConnectionError'], 0])
  })

  it('ends a fetch that is on its way when its consumer is stopped', async () => {
    const runner = new Runner({
      logger,
      consumerGroup: { fetch: () => new Promise(() => undefined), leave: async () => undefined },
      instrumentationEmitter: { emit: () => undefined },
    })
    runner.running = true
    const fetched = runner.fetch(0)
    await runner.stop()
    expect(await fetched).toEqual([])
  })

  it('waits for a fetch shortly while a partition is paused, and long otherwise', async () => {
    const waits: number[] = []
    const paused: unknown[] = []
    const group = Object.assign(Object.create(ConsumerGroup.prototype), { maxWaitTime: 2_000, paused: () => paused })
    group.cluster = { refreshMetadataIfNecessary: async () => void waits.push(group.maxWaitTime) }
    Object.assign(group, { checkForStaleAssignment: () => undefined, subscriptionState: { assigned: () => [], active: () => [] } })
    Object.assign(group, { offsetManager: { resolveOffsets: async () => undefined, committedOffsets: () => ({}) } })
    const fetch = async () => {
      const fetched = group.fetch(0)
      await jest.advanceTimersByTimeAsync(2_000)
      await fetched
    }
    await fetch()
    paused.push('one')
    await fetch()
    paused.pop()
    await fetch()
    expect(waits).toEqual([2_000, 100, 2_000])
  })

  it('drops what was asked for before the group was shared out anew: it begins behind what was not taken', async () => {
    const group = Object.assign(Object.create(ConsumerGroup.prototype), { maxWaitTime: 2_000, topics: ['t'], paused: () => [] })
    const offsetManager = { resolveOffsets: async () => undefined, committedOffsets: () => ({ t: { 0: '5' } }), nextOffset: () => 8 }
    const subscriptionState = { assigned: () => [{ topic: 't', partitions: [0] }], active: () => [{ topic: 't', partitions: [0] }] }
    const seekOffset = { has: () => false, pop: () => undefined, size: 0 }
    Object.assign(group, { offsetManager, checkForStaleAssignment: () => undefined, seekOffset })
    Object.assign(group, {
      subscriptionState: { ...subscriptionState, isPaused: () => false },
      filterPartitionsByNode: (_: number, all: unknown) => all,
    })
    const partitions = [{ partition: 0, highWatermark: '9', messages: [{ offset: '8' }] }]
    let meanwhile: () => void = () => undefined
    const broker = {
      fetch: async () => {
        meanwhile()
        return { responses: [{ topicName: 't', partitions }] }
      },
    }
    group.cluster = { refreshMetadataIfNecessary: async () => undefined, findBroker: async () => broker }
    group.preferredReadReplicasPerTopicPartition = {}
    expect(await group.fetch(0)).toHaveLength(1)
    meanwhile = () => Object.assign(group, { offsetManager: { ...offsetManager } })
    expect(await group.fetch(0)).toEqual([])
  })

  it('leaves a group only once it has joined, and joins none that it has left', async () => {
    const seen: string[] = []
    let joined: () => void = () => undefined
    const group = Object.assign(Object.create(ConsumerGroup.prototype), {
      coordinator: { leaveGroup: async () => void seen.push('left') },
      memberId: 'm',
      retrier: () => new Promise<void>((resolve) => (joined = () => resolve(void seen.push('joined')))),
    })
    const joining = group.joinAndSync()
    const leaving = group.leave()
    await Promise.resolve()
    expect(seen).toEqual([])
    joined()
    await Promise.all([joining, leaving])
    expect(seen).toEqual(['joined', 'left'])
    await expect(group.joinAndSync()).rejects.toThrow('it has left the group')
  })

  it('asks a broker that remembers its fetches for what changed, and for everything where it has forgotten them', async () => {
    const asked: object[] = []
    const answers = [{ sessionId: 7 }, { sessionId: 7 }, { errorCode: 70 }, { sessionId: 8 }].map((one) => ({ errorCode: 0, responses: [], ...one }))
    const broker = Object.assign(Object.create(Broker.prototype), {
      lookupRequest: () => (request: object) => request,
      connectionPool: {
        send: async ({ sessionId, sessionEpoch, topics }: { sessionId: number; sessionEpoch: number; topics: { partitions: unknown[] }[] }) => {
          asked.push([sessionId, sessionEpoch, topics.flatMap(({ partitions }) => partitions).length])
          return answers.shift()
        },
      },
    })
    const fetch = (fetchOffset: string) =>
      broker.fetch({ topics: [{ topic: 't', partitions: [0, 1].map((partition) => ({ partition, fetchOffset: partition ? '0' : fetchOffset })) }] })
    for (const offset of ['1', '2', '3']) await fetch(offset)
    expect(asked).toEqual([
      [0, 0, 2],
      [7, 1, 1],
      [7, 2, 1],
      [0, 0, 2],
    ])
  })

  it('refuses a version that it does not know', () => {
    expect(() => requireKnown('2.2.5')).toThrow('kafkajs 2.2.5 is not the 2.2.4')
  })
})
