import { AreaStep } from '@yiwang/people'
import { Id, Instant, Line, OneOf, Parts, Whole } from '@yiwang/platform'

/** Stopped: somebody did, and may go on with it. Failed: it came to nothing at a place again and again, and may be gone on with as well. */
export const importStates = ['running', 'stopped', 'failed', 'done'] as const
export type ImportState = (typeof importStates)[number]

const count = { min: 0, max: Number.MAX_SAFE_INTEGER }

export class ImportView {
  @Id() id: string
  @OneOf(importStates) state: ImportState
  @Line({ max: 200, optional: true }) fileName?: string
  @Whole({ ...count, description: 'bytes of the file that were read' }) done: number
  @Whole({ ...count, description: 'bytes of the file' }) of: number
  @Whole({ ...count, description: 'the line up to which it was read' }) line: number
  @Whole({ ...count, description: 'residents that it registered' }) stored: number
  @Whole({ ...count, description: 'rows whose people were registered already, under the same name' }) known: number
  @Whole({ ...count, description: 'rows at fault; the first 1,000 of them are named' }) refused: number
  @Parts(() => AreaStep, { description: 'whose: nobody outside of it is registered' }) areaPath: AreaStep[]
  @Line({ max: 60 }) startedBy: string
  @Instant() startedAt: Date
  @Instant({ optional: true }) endedAt?: Date
}

class Reason {
  @Line({ max: 100, optional: true }) field?: string
  @Line({ max: 60 }) code: string
  @Line({ max: 500 }) zh: string
  @Line({ max: 500 }) en: string
}

export class ImportFaultView {
  @Whole({ ...count, description: 'of the file; the last one where a row has several' }) line: number
  @Parts(() => Reason) reasons: Reason[]
}
