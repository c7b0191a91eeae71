import { hotline } from './hotline'

export interface TicketNews {
  id: string
  version: number
}

interface Listener {
  news: (ticket: TicketNews) => void
  /** The line was down: something may have been missed. */
  back: () => void
}

const longestPause = 30_000

/** Server-sent events read by fetch, because EventSource cannot carry the Authorization header. */
export function listenToTickets(listener: Listener): () => void {
  const stop = new AbortController()
  void keepListening(listener, stop.signal)
  return () => stop.abort()
}

async function keepListening(listener: Listener, signal: AbortSignal): Promise<void> {
  let pause = 1000
  let broken = false
  while (!signal.aborted) {
    try {
      const response = await hotline.stream(signal)
      if (response.ok && response.body) {
        if (broken) listener.back()
        pause = 1000
        await read(response.body, listener.news)
      }
    } catch {
      if (signal.aborted) return
    }
    broken = true
    await new Promise((resolve) => setTimeout(resolve, pause))
    pause = Math.min(pause * 2, longestPause)
  }
}

async function read(body: ReadableStream<Uint8Array>, news: (ticket: TicketNews) => void): Promise<void> {
  const reader = body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader()
  let rest = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    const blocks = (rest + value).split(/\r?\n\r?\n/)
    rest = blocks.pop() ?? ''
    for (const block of blocks) {
      const data = block
        .split(/\r?\n/)
        .filter((line) => line.startsWith('data:'))
        .map((line) => line.slice(5).trim())
      if (data.length) news(JSON.parse(data.join('\n')))
    }
  }
}
