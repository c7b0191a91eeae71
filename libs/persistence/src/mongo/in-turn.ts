/** Work on one thing, one after the other: within a process nobody loses a race that waiting avoids. Instances still meet at the version. */
export class InTurn {
  private readonly last = new Map<string, Promise<unknown>>()

  run<R>(id: string, work: () => Promise<R>): Promise<R> {
    const before = this.last.get(id) ?? Promise.resolve()
    const mine = before.then(work, work)
    this.last.set(id, mine)
    const done = () => {
      if (this.last.get(id) === mine) this.last.delete(id)
    }
    mine.then(done, done)
    return mine
  }
}
