const lines = new Map<string, Promise<unknown>>()

/** One at a time of all tabs: what changes a cookie that they share. Locks exist only on https and localhost; elsewhere of this tab alone. */
export function alone<T>(name: string, work: () => Promise<T>): Promise<T> {
  if (navigator.locks) return navigator.locks.request(name, work) as Promise<T>
  const before = lines.get(name)
  const mine = before ? before.then(work, work) : work()
  lines.set(name, mine)
  const over = () => void (lines.get(name) === mine && lines.delete(name))
  mine.then(over, over)
  return mine
}
