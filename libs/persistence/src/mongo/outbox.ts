import type { StoredEvent } from '../stored-event'

/** What one document still has to publish, in order. Whoever holds it has the lease on it. */
export interface OutboxEntry {
  /** `<service>.<name>` */
  collection: string
  id: string
  events: StoredEvent[]
}

/** Events that were stored with their documents and are still to be published. Lease and pull never touch a document's version. */
export abstract class Outbox {
  /** Calls back right after a write of this process that stored events: with them where it took the lease with it, otherwise with what taking it comes to. Never rejects. */
  abstract onWritten(listener: (entry: OutboxEntry | Promise<OutboxEntry | undefined>) => void): () => void
  /** Takes the lease on what waits in a document; undefined where nothing waits or another instance holds it. */
  abstract take(collection: string, id: string): Promise<OutboxEntry | undefined>
  /** Pulls what was published, and gives the leases back; answers where more came meanwhile, whose lease is still ours. */
  abstract published(entries: OutboxEntry[]): Promise<OutboxEntry[]>
  /** Documents that hold unpublished events under no lease, or one that ran out: what a crash left. */
  abstract waiting(limit: number): Promise<{ collection: string; id: string }[]>
  /** When the oldest unpublished event was stored. */
  abstract oldest(): Promise<Date | undefined>
}
