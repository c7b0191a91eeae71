export interface Listener {
  news: (event: string, data: unknown) => void
  /** The line was down: something may have been missed. */
  back: () => void
}

interface Source {
  open: (signal: AbortSignal) => Promise<Response>
  /** Resolves after so many milliseconds, or earlier where there is reason to try again. */
  pause: (ms: number) => Promise<void>
}

const firstPause = 1000
const longestPause = 30_000
/** Three times what the service lets pass in silence: a connection that is quieter is none. */
const silence = 45_000

/** Server-sent events read by fetch, because EventSource cannot carry the Authorization header. */
export function listen(source: Source, listener: Listener): () => void {
  const stop = new AbortController()
  void keepListening(source, listener, stop.signal)
  return () => stop.abort()
}

async function keepListening({ open, pause }: Source, listener: Listener, stopped: AbortSignal): Promise<void> {
  let wait = firstPause
  for (let broken = false; !stopped.aborted; broken = true) {
    const attempt = new AbortController()
    const end = () => attempt.abort()
    stopped.addEventListener('abort', end)
    let timer = setTimeout(end, silence)
    const alive = () => {
      clearTimeout(timer)
      timer = setTimeout(end, silence)
    }
    try {
      const response = await open(attempt.signal)
      if (response.ok && response.body) {
        if (broken) listener.back()
        wait = firstPause
        await read(response.body, listener.news, alive)
      }
    } catch {
      // It is opened again below.
    }
    clearTimeout(timer)
    stopped.removeEventListener('abort', end)
    if (stopped.aborted) return
    await pause(wait)
    wait = Math.min(wait * 2, longestPause)
  }
}

async function read(body: ReadableStream<Uint8Array>, news: Listener['news'], alive: () => void): Promise<void> {
  const reader = body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader()
  let rest = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    alive()
    const blocks = (rest + value).split(/\r?\n\r?\n/)
    rest = blocks.pop() ?? ''
    for (const block of blocks) {
      const lines = block.split(/\r?\n/)
      const of = (field: string) => lines.filter((line) => line.startsWith(`${field}:`)).map((line) => line.slice(field.length + 1).trim())
      const data = of('data')
      if (data.length) news(of('event').at(-1) ?? 'message', JSON.parse(data.join('\n')))
    }
  }
}
