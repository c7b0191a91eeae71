import type { StationFile } from '@yiwang/persistence/stores'
import { found } from '../fault'

/** Places in the log, and offsets in each partition, run without a gap: what was taken out leaves one. Throws Found. */
export function checkOrder(file: StationFile): void {
  const next = new Map<string, number>()
  let position = 1
  for (const row of file.iterate<{ position: number; topic: string; partition: number; offset: number }>(
    'SELECT position, topic, partition, offset FROM log ORDER BY position',
  )) {
    const lane = `partition ${row.partition} of ${row.topic}`
    const expected = next.get(lane) ?? 0
    if (row.offset !== expected) found('log', `offset ${expected} of ${lane} is missing`)
    if (row.position !== position) found('log', `place ${position} of the log is missing`)
    next.set(lane, expected + 1)
    position++
  }
}
