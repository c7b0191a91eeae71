/** Chance by a seed (mulberry32): the same seed, the same wishes. */
export class Chance {
  constructor(private state: number) {}

  /** 0 to 1 */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  below = (limit: number): number => Math.floor(this.next() * limit)
  between = (least: number, most: number): number => least + this.below(most - least + 1)
  happens = (probability: number): boolean => this.next() < probability
  one = <T>(of: readonly T[]): T => of[this.below(of.length)]

  /** One of `[weight, value]`. */
  weighed<T>(choices: readonly (readonly [number, T])[]): T {
    let left = this.next() * choices.reduce((sum, [weight]) => sum + weight, 0)
    for (const [weight, value] of choices) {
      left -= weight
      if (left < 0) return value
    }
    return choices[choices.length - 1][1]
  }

  shuffled<T>(of: readonly T[]): T[] {
    const rest = [...of]
    return Array.from(of, () => rest.splice(this.below(rest.length), 1)[0])
  }
}
