import { requireKnown } from './kafkajs-patch'

const RequestQueue = require('kafkajs/src/network/requestQueue')
const logger = { debug: () => undefined, warn: () => undefined }

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

  it('refuses a version that it does not know', () => {
    expect(() => requireKnown('2.2.5')).toThrow('kafkajs 2.2.5 is not the 2.2.4')
  })
})
