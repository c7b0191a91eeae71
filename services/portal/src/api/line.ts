/** `back`: it was down until a moment ago. */
export type LineState = 'up' | 'down' | 'back'

interface Around {
  /** Whether anything answers, of whatever kind. */
  answers: () => Promise<boolean>
}

const firstPause = 1000
const longestPause = 15_000
const toldFor = 4000

/**
 * Whether the house can be reached. A request that got no answer makes it look (one that was lost alone is no line that is down); from then on it looks again and again, with growing pauses,
 * until something answers.
 */
export function watchLine({ answers }: Around) {
  let state: LineState = 'up'
  let looking = false
  let wake: (() => void) | undefined
  const listeners = new Set<(state: LineState) => void>()

  function become(next: LineState): void {
    if (next === state) return
    state = next
    for (const listener of listeners) listener(next)
  }

  async function look(): Promise<void> {
    if (looking) return wake?.()
    looking = true
    for (let pause = firstPause; !(await answers()); pause = Math.min(pause * 2, longestPause)) {
      become('down')
      await new Promise<void>((resolve) => {
        wake = resolve
        setTimeout(resolve, pause)
      })
    }
    looking = false
    if (state !== 'down') return
    become('back')
    setTimeout(() => state === 'back' && become('up'), toldFor)
  }

  function subscribe(listener: (state: LineState) => void): () => void {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }

  return {
    get: () => state,
    subscribe,
    /** Something got no answer, or the browser says that the network changed: looks at once. */
    look: () => void look(),
    /** Resolves when the line is back, or after a time where it never went. */
    backWithin: (ms: number) =>
      new Promise<void>((resolve) => {
        const done = () => {
          clearTimeout(timer)
          stop()
          resolve()
        }
        const timer = setTimeout(done, ms)
        const stop = subscribe((next) => next === 'back' && done())
      }),
  }
}

/** The smallest thing there is; that it comes says that the line is there. */
const answers = () =>
  fetch('/favicon.svg', { method: 'HEAD', cache: 'no-store', signal: AbortSignal.timeout(5000) }).then(
    () => true,
    () => false,
  )

export const line = watchLine({ answers })

if (typeof window !== 'undefined') for (const name of ['online', 'offline']) window.addEventListener(name, line.look)
