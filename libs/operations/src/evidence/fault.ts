/** A record that is not as it was written; the first one that was found. */
export interface Fault {
  what: 'event' | 'document' | 'log' | 'seal' | 'file'
  source?: string
  subject?: string
  sequence?: number
  /** A plain sentence. */
  reason: string
}

/** Ends the walk at the first bad record. */
export class Found extends Error {
  constructor(readonly fault: Fault) {
    super(fault.reason)
  }
}

export function found(what: Fault['what'], reason: string, at: { source?: string; subject?: string; sequence?: number } = {}): never {
  const { source, subject, sequence } = at
  throw new Found({
    what,
    ...(source !== undefined && { source }),
    ...(subject !== undefined && { subject }),
    ...(sequence !== undefined && { sequence }),
    reason,
  })
}
