import type { StoredEvent } from '@yiwang/persistence/stores'

/** A broker's message: headers may come back as bytes, and as a list where one was sent twice. */
export interface BrokerMessage {
  value: Buffer | string | null
  headers?: Record<string, Buffer | string | (Buffer | string)[] | undefined>
}

/** CloudEvents 1.0, Kafka binding, section 3.2 (binary mode). `partitionkey` and `sequence` are documented extensions; hashes, correlation, causation and actor are ours. */
const headerOf = {
  id: 'ce_id',
  type: 'ce_type',
  source: 'ce_source',
  subject: 'ce_subject',
  time: 'ce_time',
  sequence: 'ce_sequence',
  previousHash: 'ce_previoushash',
  hash: 'ce_hash',
  correlation: 'ce_correlationid',
  causation: 'ce_causationid',
  // W3C Trace Context, under the name that tracers look for.
  traceparent: 'traceparent',
  actorId: 'ce_actorid',
  actorRole: 'ce_actorrole',
  actorFor: 'ce_actorfor',
  clientCorrelation: 'ce_clientcorrelation',
} as const satisfies Record<keyof Omit<StoredEvent, 'data'>, string>

const fields = Object.entries(headerOf) as [keyof typeof headerOf, string][]
const required = ['id', 'type', 'source', 'subject', 'time', 'sequence', 'hash', 'correlation'] as const

/** An event as a broker carries it: the data's exact bytes as the value, all else as headers. What is absent or empty has none. */
export function toCloudEvent(event: StoredEvent): { key: string; value: string; headers: Record<string, string> } {
  const headers: Record<string, string> = { ce_specversion: '1.0', 'content-type': 'application/json', ce_partitionkey: event.subject }
  for (const [field, header] of fields) if (event[field] !== undefined && event[field] !== '') headers[header] = String(event[field])
  return { key: event.subject, value: event.data, headers }
}

/** The event that a message carries. Throws where it is not one of ours. */
export function fromCloudEvent({ value, headers = {} }: BrokerMessage): StoredEvent {
  const read = (header: string) => [headers[header]].flat()[0]?.toString()
  // In the order that they were stored in, so that the same event is the same text in either row's log.
  const texts = fields.map(([field, header]) => [field, read(header) ?? (field === 'previousHash' ? '' : undefined)])
  const given = Object.fromEntries(texts.filter(([, text]) => text !== undefined))
  const missing = required.filter((field) => !given[field]).map((field) => headerOf[field])
  if (value === null) missing.push('value' as never)
  if (read('ce_specversion') !== '1.0' || missing.length) throw new Error(`not an event of this house: ${missing.join(', ') || 'ce_specversion'}`)
  return { ...given, sequence: Number(given.sequence), data: (value as Buffer | string).toString() } as StoredEvent
}
