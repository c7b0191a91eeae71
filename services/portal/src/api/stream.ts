import { hotline } from './hotline'
import type { Ticket } from './shapes'

export interface TicketNews {
  id: string
  version: number
  /** The ticket as it is now, asked for once for all who listen; undefined where it cannot be had. */
  ticket: () => Promise<Ticket | undefined>
}

interface Listener {
  news: (ticket: TicketNews) => void
  /** The line was down: something may have been missed. */
  back: () => void
}

const longestPause = 30_000
const listeners = new Set<Listener>()
let listening: AbortController | undefined

/** Server-sent events read by fetch, because EventSource cannot carry the Authorization header. One line for all of a page's listeners. */
export function listenToTickets(listener: Listener): () => void {
  listeners.add(listener)
  if (!listening) {
    listening = new AbortController()
    void keepListening(listening.signal)
  }
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    listening?.abort()
    listening = undefined
  }
}

function tell({ id, version }: Pick<TicketNews, 'id' | 'version'>): void {
  let asked: Promise<Ticket | undefined> | undefined
  const ticket = () => {
    asked ??= hotline.ticket(id).catch(() => undefined)
    return asked
  }
  for (const { news } of listeners) news({ id, version, ticket })
}

async function keepListening(signal: AbortSignal): Promise<void> {
  let pause = 1000
  let broken = false
  while (!signal.aborted) {
    try {
      const response = await hotline.stream(signal)
      if (response.ok && response.body) {
        if (broken) for (const { back } of listeners) back()
        pause = 1000
        await read(response.body)
      }
    } catch {
      if (signal.aborted) return
    }
    broken = true
    await new Promise((resolve) => setTimeout(resolve, pause))
    pause = Math.min(pause * 2, longestPause)
  }
}

async function read(body: ReadableStream<Uint8Array>): Promise<void> {
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
      if (data.length) tell(JSON.parse(data.join('\n')))
    }
  }
}
