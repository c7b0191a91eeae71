import { Clock } from '@yiwang/domain'

/** Real time until a test says otherwise. */
export class TestClock extends Clock {
  private shift = 0
  private fixed?: Date

  override now(): Date {
    return this.fixed ?? new Date(Date.now() + this.shift)
  }

  /** Stops the clock at `now`. */
  set(now: Date | string): void {
    this.fixed = new Date(now)
  }

  advance(milliseconds: number): void {
    if (this.fixed) this.fixed = new Date(this.fixed.getTime() + milliseconds)
    else this.shift += milliseconds
  }
}
