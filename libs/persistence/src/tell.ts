/** Whoever waits for long work is told of it, line by line. */
export type Tell = (line: string) => void

const TELL_EVERY = 10_000

/** Tells how far work is, each time that another ten thousand are done. */
export function progress(tell: (done: number) => void): (more: number) => void {
  let done = 0
  return (more) => {
    const before = Math.floor(done / TELL_EVERY)
    done += more
    if (Math.floor(done / TELL_EVERY) > before) tell(done)
  }
}
