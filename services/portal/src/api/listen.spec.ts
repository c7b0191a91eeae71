import { listen } from './listen'

beforeEach(() => jest.useFakeTimers())
afterEach(() => jest.useRealTimers())

const event = (id: string) => `event: ticket\ndata: {"id":"${id}"}\n\n`

/** A connection as a test holds it. */
function connection() {
  let writer: ReadableStreamDefaultController<Uint8Array>
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      writer = controller
    },
  })
  return {
    response: new Response(body),
    send: (text: string) => writer.enqueue(new TextEncoder().encode(text)),
    end: () => writer.close(),
    cut: () => writer.error(new TypeError('network error')),
  }
}

/** Streams move on by microtasks and by timers of their own. */
const settled = async () => {
  for (let round = 0; round < 20; round++) await jest.advanceTimersByTimeAsync(0)
}

describe('listening to a stream of events', () => {
  const heard: string[] = []
  const back = jest.fn()
  const pauses: number[] = []
  let opened: AbortSignal[]
  let answers: (Response | Error)[]
  let stop: () => void

  const begin = (...given: (Response | Error)[]) => {
    heard.length = pauses.length = 0
    back.mockClear()
    answers = given
    opened = []
    const open = async (signal: AbortSignal) => {
      opened.push(signal)
      const answer = answers.shift() ?? new Error('offline')
      if (answer instanceof Error) throw answer
      // As fetch does it.
      if (answer.body) signal.addEventListener('abort', () => cancelled.get(answer)?.())
      return answer
    }
    const pause = async (ms: number) => {
      pauses.push(ms)
      await new Promise((resolve) => setTimeout(resolve, ms))
    }
    stop = listen({ open, pause }, { news: (event, data) => heard.push(`${event} ${(data as { id: string }).id}`), back })
  }
  const cancelled = new Map<Response, () => void>()
  afterEach(() => stop())

  it('hears what comes, in whatever pieces', async () => {
    const one = connection()
    begin(one.response)
    one.send(': open\n\n')
    one.send(event('a').slice(0, 20))
    one.send(`${event('a').slice(20)}${event('b')}data: {"id":\ndata: "c"}\n\n`)
    await settled()
    expect(heard).toEqual(['ticket a', 'ticket b', 'message c'])
    expect(back).not.toHaveBeenCalled()
  })

  it('opens again with growing pauses, and says that something may have been missed', async () => {
    const one = connection()
    const two = connection()
    begin(one.response, new Error('offline'), new Error('offline'), new Response('{}', { status: 503 }), two.response)
    await settled()
    one.cut()
    await settled()
    await jest.advanceTimersByTimeAsync(1000 + 2000 + 4000)
    expect(back).not.toHaveBeenCalled()
    await jest.advanceTimersByTimeAsync(8000)
    await settled()
    expect(pauses).toEqual([1000, 2000, 4000, 8000])
    expect(back).toHaveBeenCalledTimes(1)
    two.send(event('c'))
    await settled()
    expect(heard).toEqual(['ticket c'])
    two.end()
    await settled()
    expect(pauses.at(-1)).toBe(1000)
  })

  it('takes a connection that is silent for one that is gone', async () => {
    const one = connection()
    cancelled.set(one.response, one.cut)
    begin(one.response)
    await settled()
    await jest.advanceTimersByTimeAsync(40_000)
    one.send(': still here\n\n')
    await settled()
    await jest.advanceTimersByTimeAsync(40_000)
    expect(opened).toHaveLength(1)
    await jest.advanceTimersByTimeAsync(5000)
    await settled()
    expect(opened[0]?.aborted).toBe(true)
    expect(pauses).toEqual([1000])
  })

  it('ends when it is stopped', async () => {
    const one = connection()
    cancelled.set(one.response, one.cut)
    begin(one.response)
    await settled()
    stop()
    await settled()
    await jest.advanceTimersByTimeAsync(60_000)
    expect(opened).toHaveLength(1)
  })
})
