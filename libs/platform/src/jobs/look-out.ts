/** Where nothing was heard, it is looked so often whether something was left by an instance that is no more, in milliseconds. */
const LOOK_ANYWAY_MS = 15_000

/** When it is looked whether a job is due: once something was heard, and now and then anyway. */
export class LookOut {
  private isHeard = true
  private lookedAt = 0

  hear(): void {
    this.isHeard = true
  }

  /** What is heard from here on is looked for again. */
  isTime(now: Date): boolean {
    const at = now.getTime()
    if (!this.isHeard && Math.abs(at - this.lookedAt) < LOOK_ANYWAY_MS) return false
    this.isHeard = false
    this.lookedAt = at
    return true
  }
}
