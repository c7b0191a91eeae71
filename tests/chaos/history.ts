/** What was asked at a door and what came of it. `id` is what its client calls it (`x-correlation-id`): it travels with every event that the operation causes. */
export interface Operation {
  id: string
  kind: string
  /** What it acts on, where that is known before. */
  subject?: string
  sent: Record<string, unknown>
  begunAt: number
  endedAt?: number
  tries: number
  /** Tries without an answer, or with one that the house could not say: each may take effect even later than the answer to a later try. */
  unanswered: number
  /** Of the answer that ended it: 2xx acknowledged, 4xx refused; without one it was never answered. */
  status?: number
  answered?: Record<string, unknown>
}

/** The day as its clients saw it: everything that the checker may hold the house to. */
export class History {
  readonly operations: Operation[] = []
  readonly answers = new Map<string, number>()
  /** What no client should ever see. */
  readonly faults: string[] = []

  begin(operation: Pick<Operation, 'id' | 'kind' | 'subject' | 'sent'>): Operation {
    const begun: Operation = { ...operation, begunAt: Date.now(), tries: 0, unanswered: 0 }
    this.operations.push(begun)
    return begun
  }

  count(answer: string): void {
    this.answers.set(answer, (this.answers.get(answer) ?? 0) + 1)
  }
}

export const acknowledged = ({ status = 0 }: Operation): boolean => status >= 200 && status < 300
export const refused = ({ status = 0 }: Operation): boolean => status >= 400 && status < 500
