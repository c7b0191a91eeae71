interface About {
  ref: { id: string }
}

/** Of lines that run from the newest back, the newest about each thing. */
export const newestOfEach = <T extends About>(lines: T[]): Set<T> =>
  new Set(new Map([...lines].reverse().map((line) => [line.ref.id, line])).values())
