/** Whoever looks for a character among an input method's own, or draws it there, shows the page nothing of it. */
const whileComposing = 180_000

/** How long nobody has shown a sign of life. Once it was too long it is over: whatever comes then is of somebody else, also where the machine slept and no timer ran. */
export class Silence {
  private patience: number

  constructor(
    private readonly quietAfter: number,
    private since: number,
  ) {
    this.patience = quietAfter
  }

  isOver = (now: number): boolean => now - this.since >= this.patience

  left = (now: number): number => this.since + this.patience - now

  /** A sign of life, by its kind of event. False where it comes too late. */
  sign(kind: string, now: number): boolean {
    if (this.isOver(now)) return false
    if (kind === 'compositionstart') this.patience = Math.max(whileComposing, this.quietAfter)
    if (kind === 'compositionend') this.patience = this.quietAfter
    this.since = now
    return true
  }
}
