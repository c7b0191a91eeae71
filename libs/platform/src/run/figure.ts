/**
 * A figure of a service's own data for /metrics. Any provider that extends it is asked every 15 seconds where metrics are on (up to five minutes where it
 * takes long), never by a scrape: it must be answered from an index. All instances of a service tell the same.
 */
export abstract class Figure {
  abstract readonly name: string
  abstract readonly help: string
  readonly labels: Record<string, string> = {}
  abstract read(): Promise<number>
}
