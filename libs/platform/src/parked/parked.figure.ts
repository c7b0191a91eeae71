import type { ServiceName } from '@yiwang/contracts'
import type { SetAsides } from '@yiwang/messaging'
import { Figure } from '../run/figure'

/** How many documents of messages wait for a person. */
export class ParkedFigure extends Figure {
  readonly name = 'yiwang_parked'
  readonly help = 'Aggregates whose messages a handler could not take, parked until an admin replays or drops them'
  override readonly labels

  constructor(
    private readonly service: ServiceName,
    private readonly setAsides: SetAsides,
  ) {
    super()
    this.labels = { service }
  }

  read(): Promise<number> {
    return this.setAsides.of(this.service).count({ state: 'parked' })
  }
}
