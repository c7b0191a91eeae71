import type { ServiceName } from '@yiwang/contracts'
import { Figure } from '../run/metrics'

/** How much of what a service could not take waits for a person. */
export class WaitingFigure extends Figure {
  override readonly labels

  constructor(
    service: ServiceName,
    readonly name: string,
    readonly help: string,
    private readonly count: () => Promise<number>,
  ) {
    super()
    this.labels = { service }
  }

  read(): Promise<number> {
    return this.count()
  }
}
