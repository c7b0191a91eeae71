/** How many rows one slice of long work holds: a few milliseconds. */
export const SLICE = 256

const waiting: (() => void)[] = []

/**
 * Between two slices of long work: timers, connections and everyone else go on first. Of those who wait here one goes on in each turn of the event loop, so that
 * many of them at once do not make one long stop of the only thread.
 */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    if (waiting.push(resolve) === 1) setImmediate(turn)
  })
}

function turn(): void {
  waiting.shift()?.()
  if (waiting.length) setImmediate(turn)
}

/** Slices of what is there, with a turn of everyone else's after each. */
export async function* inSlices<T>(all: T[]): AsyncIterable<T[]> {
  for (let at = 0; at < all.length; at += SLICE) {
    yield all.slice(at, at + SLICE)
    await nextTurn()
  }
}

/** Sorts without one long stop: slices by themselves, which are then merged two by two. */
export async function sortedInSlices<T>(all: T[], compare: (a: T, b: T) => number): Promise<T[]> {
  let runs: T[][] = []
  for await (const slice of inSlices(all)) runs.push(slice.sort(compare))
  while (runs.length > 1) {
    const merged: T[][] = []
    for (let at = 0; at < runs.length; at += 2) merged.push(at + 1 < runs.length ? await mergeInSlices(runs[at], runs[at + 1], compare) : runs[at])
    runs = merged
  }
  return runs[0] ?? []
}

async function mergeInSlices<T>(one: T[], other: T[], compare: (a: T, b: T) => number): Promise<T[]> {
  const merged: T[] = []
  for (let a = 0, b = 0; a < one.length || b < other.length; ) {
    merged.push(b >= other.length || (a < one.length && compare(one[a], other[b]) <= 0) ? one[a++] : other[b++])
    if (merged.length % SLICE === 0) await nextTurn()
  }
  return merged
}
