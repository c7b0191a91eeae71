/** Timed work. Any provider that extends it is run every `everyMs`, never overlapping itself; several instances may run it at once. */
export abstract class Sweep {
  abstract readonly everyMs: number
  abstract sweep(): Promise<void>
}
