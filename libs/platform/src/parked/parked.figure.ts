import type { ServiceName } from '@yiwang/contracts'
import type { SetAsides, StoppedPartitions } from '@yiwang/messaging'
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

/** How many partitions wait at a message that cannot be read. */
export class StoppedPartitionsFigure extends Figure {
  readonly name = 'yiwang_partitions_stopped'
  readonly help = 'Partitions of consumer groups that wait at a message that cannot be read'
  override readonly labels

  constructor(
    private readonly service: ServiceName,
    private readonly stopped: StoppedPartitions,
  ) {
    super()
    this.labels = { service }
  }

  read(): Promise<number> {
    return this.stopped.of(this.service).count({ state: 'stopped' })
  }
}
