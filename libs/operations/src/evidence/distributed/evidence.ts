import type { Topics } from '@yiwang/messaging'
import type { Vault } from '@yiwang/persistence'
import { ask, compareKeys, GridBlobs, MongoStoredDocuments, sortedInSlices } from '@yiwang/persistence/operations'
import { PARTITIONS } from '@yiwang/persistence/stores'
import type { Db } from 'mongodb'
import { verifyFiles } from '../../blobs'
import { proveDocuments } from '../proof'
import { type Head, rootOf, type Seal, sealAfter, sealName } from '../seal'
import { checkSeals, type KnownSeal, provenSince } from '../seals'
import { type Verdict, verdictOf } from '../verdict'
import { Chains } from './chains'
import { Documents } from './documents'
import { DistributedSeals } from './seals'

const BEGINNING: number[] = Array(PARTITIONS).fill(0)

/** Seals topics and verifies them with the documents in MongoDB; the same checks and limits as StationEvidence. */
export class DistributedEvidence {
  private readonly seals: DistributedSeals
  private readonly documents: MongoStoredDocuments

  constructor(
    private readonly db: Db,
    private readonly vault: Vault,
    private readonly topics: Topics,
  ) {
    this.seals = new DistributedSeals(db)
    this.documents = new MongoStoredDocuments(db)
  }

  /** The last seal of a topic. */
  last = (topic: string): Promise<Seal | undefined> => this.seals.last(topic)

  /**
   * Seals what was published on a topic since its seal before; undefined where nothing was, or another instance was quicker. The first seal once every document of the
   * service has an envelope says so, also where nothing was published. What still waits in documents
   * comes with the next one.
   */
  seal(topic: string, now: Date): Promise<Seal | undefined> {
    return ask(this.sealTopic(topic, now))
  }

  /** The seal that says that every document of a service has an envelope, in words; undefined where none does. */
  provenSince = async (service: string): Promise<string | undefined> => {
    const seal = provenSince(await this.seals.all(), service, this.vault)
    return seal && `seal ${sealName(seal)}`
  }

  /** Walks all topics from their beginning, then the documents and the seals, also while services run, and names the first bad record. */
  verify(known?: KnownSeal): Promise<Verdict> {
    return ask(verdictOf((verdict) => this.walk(verdict, known)))
  }

  private async sealTopic(topic: string, now: Date): Promise<Seal | undefined> {
    const before = await this.seals.last(topic)
    const goesOn = before && !before.moved
    const moved = new Map<string, Head>()
    const position = await this.topics.read(topic, goesOn ? (before.position as number[]) : BEGINNING, ({ event }) => {
      if (!event) return
      const { source, subject, sequence, hash } = event
      const key = `${source}/${subject}`
      if (sequence > (moved.get(key)?.sequence ?? 0)) moved.set(key, { source, subject, sequence, hash })
    })
    const sealed = goesOn && moved.size ? await this.sealedBefore(topic, moved) : new Map<string, number>()
    // Repeats move no head.
    for (const [key, { sequence }] of moved) if (sequence <= (sealed.get(key) ?? 0)) moved.delete(key)
    const proven = await this.documents.areProven(topic.split('.')[0])
    if (!moved.size && !(proven && !before?.proven)) return undefined

    const heads = await sortedInSlices([...moved.values()], (a, b) => compareKeys(a.source, b.source) || compareKeys(a.subject, b.subject))
    const added = [...moved].reduce((sum, [key, { sequence }]) => sum + sequence - (sealed.get(key) ?? 0), 0)
    const count = (goesOn ? before.count : 0) + added
    const seal = sealAfter(
      before,
      { chain: topic, position, count, now, root: await rootOf(heads), proven },
      this.vault.signingKey(topic.split('.')[0]),
    )
    return (await this.seals.add(seal, heads)) ? seal : undefined
  }

  /** The sequence of those aggregates in the latest seal that has them. */
  private async sealedBefore(topic: string, moved: Map<string, Head>): Promise<Map<string, number>> {
    const sealed = new Map<string, number>()
    for (const seal of await this.seals.all()) {
      if (seal.chain !== topic || seal.moved) continue
      for (const { source, subject, sequence } of await this.seals.heads(seal)) {
        const key = `${source}/${subject}`
        if (moved.has(key)) sealed.set(key, sequence)
      }
    }
    return sealed
  }

  private async walk(verdict: Verdict, known: KnownSeal | undefined): Promise<void> {
    const byService = new Map<string, Chains>()
    for (const topic of this.topics.names()) {
      const service = topic.split('.')[0]
      const chains = new Chains(topic)
      byService.set(service, chains)
      const documents = new Documents(this.documents, service)
      const ends = await this.topics.read(topic, BEGINNING, (message) => chains.follow(message))
      // A document is stored before its events are sent: what was sent so far has its document by now.
      const ahead = await documents.check(chains)
      if (ahead.length) {
        await this.topics.read(topic, ends, (message) => chains.follow(message))
        documents.checkAgain(ahead, chains)
      }
      verdict.events += chains.events
      verdict.aggregates += chains.aggregates
    }
    const chainsOf = (source: string) => byService.get(source.split('/')[1])
    const sealed = {
      all: () => this.seals.all(),
      heads: (seal: Seal) => this.seals.heads(seal),
      hashAt: (head: Head) => chainsOf(head.source)?.hashAt(head),
      count: ({ chain, position }: Seal) => byService.get(chain.split('.')[0])?.countBefore(position as number[]) ?? 0,
    }
    verdict.seals = await checkSeals(sealed, this.vault, known)
    verdict.documents = await proveDocuments(this.documents, await this.seals.all(), this.vault)
    const files = await verifyFiles({ documents: this.documents, bytes: new GridBlobs(this.db), vault: this.vault })
    if (files) verdict.files = files
  }
}
