import { type FactoryProvider, Logger, type Type } from '@nestjs/common'
import { unscoped } from '@yiwang/auth'
import type { EventData, ServiceName } from '@yiwang/contracts'
import { Clock, DomainError, type DomainEvent, endOf } from '@yiwang/domain'
import { EventHandlers, OnEvent, type Received } from '@yiwang/messaging'
import type { Collection, KeptKind, Stored } from '@yiwang/persistence'
import { collectionOf, collectionToken, keptKind, type Redrawable, redrawable, StoreUnavailable } from '@yiwang/persistence/stores'
import { Every, Holds, Job, Jobs, LookOut, type Step, stepTo, takeDue } from '@yiwang/platform'
import type { Schema } from 'mongoose'
import { type ErasedPerson, erasedPersonSchema, type KeptDocument } from './erased-person.schema'
import { erasingOfSchema } from './erasing'
import type { StepApart } from './histories'
import { type EraseRule, type Step as HistoryStep, withoutNote } from './rules'

const ERASE = 'erase-people'
/** Some milliseconds, since nearly none of them is about whom it looks for. */
const SLICE = 100
/** Looked for in one walk. */
const TOGETHER = 20
const LOOK_MS = 1_000
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** What others tell of somebody may come after they were looked for: they are looked for again after 1, 2, 4, 8 … days, so long. */
const LATE_MS = 365 * DAY_MS
/** So many documents are named that could not be looked through: of one person, and of a walk. */
const NAMED = 20
const doubled = (ms: number): number => Math.floor(Math.log2(ms / DAY_MS))

type Document = { id: string }

interface Kind {
  name: string
  /** What its documents are kept as. */
  kept: KeptKind
  documents: Collection<Document>
  /** Which there are, without opening any. */
  ids: Pick<Redrawable, 'inClear'>
  rule: EraseRule<Document>
  apart?: Collection<StepApart<HistoryStep>>
}

/** A service's own events. */
export interface TellErased {
  document(data: EventData<'hotline.document-erased'>): DomainEvent
  person(data: EventData<'hotline.person-erased'>): DomainEvent
}

interface Found {
  id: string
  /** As which telling of them it is looked for: told again meanwhile, it is looked for again. */
  since: string
  erased: number
  kept: KeptDocument[]
}

/** Where a walk is. */
interface Place {
  collection: string
  /** The last one that was looked at; absent before the first. */
  afterId?: string
  people: Found[]
  /** What could not be looked through. */
  faulty?: string[]
  done: number
  of: number
}

/**
 * Takes somebody who is to be forgotten out of all that a service keeps: a walk over its documents, since what tells of them is sealed and nothing leads to it. What may not go yet is looked at again each day. Each
 * change is an event, so that the chain shows that something was taken away, and never what. A document that is not as it was written holds up no other: it is named to whoever asked and to whoever looks after
 * jobs, and tried again each day.
 */
export class ErasePeople {
  private readonly lookOut = new LookOut()
  private readonly logger = new Logger(ErasePeople.name)

  constructor(
    private readonly people: Collection<ErasedPerson>,
    private readonly kinds: Kind[],
    private readonly jobs: Jobs,
    private readonly clock: Clock,
    private readonly tell: TellErased,
    private readonly holds: Holds,
  ) {}

  /** Told again, such as after an earlier state of everything was put back, they are looked for again. */
  async hear(residentId: string): Promise<void> {
    await this.people.upsert(residentId, () => ({ set: { state: 'due', since: this.clock.now(), erased: 0, kept: [], lookAt: undefined } }))
    this.lookOut.hear()
  }

  @Every(LOOK_MS)
  async look(): Promise<void> {
    if (!this.lookOut.isTime(this.clock.now())) return
    if (!(await this.people.findOne({ state: 'due' }))) return
    // Until nobody is: a walk that is at its end may not have seen them.
    this.lookOut.hear()
    await this.jobs.start(ERASE)
  }

  @Job(ERASE)
  async walk(_input: object, place: Place | undefined): Promise<Step<Place>> {
    const at = this.kinds.findIndex(({ name }) => name === place?.collection)
    if (!place || at < 0) return this.begin()
    const kind = this.kinds[at]
    const ids = (await kind.ids.inClear(place.afterId ?? '', SLICE)).map(({ id }) => id)
    const people = place.people.map((one) => ({ ...one, kept: [...one.kept] }))
    const faulty = await this.lookThrough(kind, ids, people)
    const reached = { ...place, people, faulty: named([...(place.faulty ?? []), ...faulty]), done: place.done + ids.length }
    if (ids.length === SLICE) return stepTo({ ...reached, afterId: ids[SLICE - 1] })
    if (at + 1 < this.kinds.length) return stepTo({ ...reached, collection: this.kinds[at + 1].name, afterId: undefined })
    for (const found of people) await this.end(found)
    return this.begin(reached.faulty)
  }

  /** What was kept may go by now, and what came late is looked for. */
  @Every(HOUR_MS)
  async lookAgain(): Promise<void> {
    const now = this.clock.now()
    const due = { where: {}, at: 'lookAt', now, longestMs: DAY_MS }
    await takeDue(this.people, due, async ({ id, since, erased, kept, lookAt = now }) => {
      if (doubled(now.getTime() - since.getTime()) > doubled(lookAt.getTime() - DAY_MS - since.getTime())) {
        await this.people.change(id, () => ({ set: { state: 'due', lookAt: undefined } }))
        this.lookOut.hear()
        return
      }
      const found: Found = { id, since: since.toISOString(), erased, kept: [] }
      for (const { kind: of, documentId } of kept) {
        const kind = this.kinds.find(({ name }) => name === of)
        if (kind) await this.lookThrough(kind, [documentId], [found])
      }
      await this.end(found)
    })
  }

  /** `faulty`: of those who were looked for before. */
  private async begin(faulty: string[] = []): Promise<Step<Place>> {
    const { items } = await this.people.find({ state: 'due' }, { limit: TOGETHER })
    if (!items.length && faulty.length) throw new Error(`not as they were written, and looked at again each day: ${faulty.join(', ')}`)
    if (!items.length) return {}
    const counts = await Promise.all(this.kinds.map(({ documents }) => documents.count({})))
    const people = items.map(({ id, since, erased }) => ({ id, since: since.toISOString(), erased, kept: [] }))
    return stepTo({ collection: this.kinds[0].name, people, faulty, done: 0, of: counts.reduce((sum, count) => sum + count, 0) })
  }

  /** Answers which are not as they were written: the others are looked through all the same. */
  private async lookThrough(kind: Kind, ids: string[], people: Found[]): Promise<string[]> {
    const faulty: string[] = []
    const attempt = async <R>(documentId: string, whom: Found[], work: () => Promise<R>): Promise<R | undefined> => {
      try {
        return await work()
      } catch (error) {
        if (error instanceof StoreUnavailable) throw error
        faulty.push(`${kind.name}/${documentId}`)
        for (const { kept } of whom)
          if (kept.filter(({ why }) => why === 'faulty').length < NAMED) kept.push({ kind: kind.name, documentId, why: 'faulty' })
        return undefined
      }
    }
    const documents = await Promise.all(ids.map((id) => attempt(id, people, () => kind.documents.get(id))))
    for (const document of documents)
      if (document) for (const found of people) await attempt(document.id, [found], () => this.erase(kind, document, found))
    // Not what is wrong with them: that may tell of somebody.
    if (faulty.length) this.logger.error(`not as they were written, and not looked through for who is to be forgotten: ${named(faulty).join(', ')}`)
    return named(faulty)
  }

  private async erase(kind: Kind, document: Stored<Document>, found: Found): Promise<void> {
    const outcome = kind.rule(document, found.id, this.clock.now())
    if (!outcome) return
    if ('kept' in outcome) {
      found.kept.push({ kind: kind.name, documentId: document.id, ...outcome.kept })
      return
    }
    const hold = await this.holds.of(kind.kept, document)
    if (hold) {
      found.kept.push({ kind: kind.name, documentId: document.id, why: 'held', until: endOf(hold.until) })
      return
    }
    if ('gone' in outcome) {
      await kind.documents.remove(document.id)
      found.erased++
      return
    }
    // First: once the document names them no more, nothing leads to its notes any longer.
    if (kind.apart) await withoutNotes(kind.apart, document.id)
    await kind.documents.change(document.id, (current) => {
      const now = kind.rule(current, found.id, this.clock.now())
      if (!now || !('set' in now)) return undefined
      return { set: now.set, events: [this.tell.document({ kind: kind.name, documentId: document.id, because: 'person-erased' })] }
    })
    found.erased++
  }

  private async end({ id, since, erased, kept }: Found): Promise<void> {
    const now = this.clock.now().getTime()
    const lookAt = kept.length || now - new Date(since).getTime() < LATE_MS ? new Date(now + DAY_MS) : undefined
    const told = kept.map(({ until, ...one }) => ({ ...one, ...(until && { until: until.toISOString() }) }))
    await this.people
      .change(id, (person) => {
        if (person.since.toISOString() !== since) return undefined
        const isSo = person.state === 'done' && person.erased === erased && asTold(person.kept) === asTold(kept)
        return { set: { state: 'done', erased, kept, lookAt }, events: isSo ? [] : [this.tell.person({ residentId: id, erased, kept: told })] }
      })
      .catch((error) => {
        if (!(error instanceof DomainError && error.code === 'not-found')) throw error
      })
  }
}

const asTold = (kept: KeptDocument[]): string => kept.map(({ kind, documentId, why }) => `${kind}/${documentId} ${why}`).join()
const named = (documents: string[]): string[] => [...new Set(documents)].slice(0, NAMED)

async function withoutNotes(steps: Collection<StepApart<HistoryStep>>, of: string): Promise<void> {
  for (let after: string | undefined; ; ) {
    const { items, next } = await steps.find({ of }, { sort: 'n', limit: 200, after })
    for (const { id } of items) await steps.change(id, ({ step }) => (step.note === undefined ? undefined : { set: { step: withoutNote(step) } }))
    if (!next) return
    after = next
  }
}

/** A service's own, over those of its collections whose schemas say what goes (`erasedBy`). */
export function erasePeopleOf(schemas: Schema[], tell: TellErased): FactoryProvider {
  const kinds = schemas.flatMap((schema) => {
    const erasing = erasingOfSchema(schema)
    return erasing ? [{ schema, ...erasing }] : []
  })
  return {
    provide: ErasePeople,
    useFactory: (people: Collection<ErasedPerson>, jobs: Jobs, clock: Clock, holds: Holds, ...collections: Collection<Document>[]) => {
      // Nobody is shown what is found.
      const [documents, apart] = [collections.slice(0, kinds.length), collections.slice(kinds.length)].map((all) => all.map(unscoped))
      const withApart = kinds.filter((kind) => kind.apart)
      const all = kinds.map((kind, at) => ({
        name: collectionOf(kind.schema),
        kept: keptKind(kind.schema) ?? 'nobody',
        documents: documents[at],
        ids: redrawable(documents[at]),
        rule: kind.rule as EraseRule<Document>,
        apart: apart[withApart.indexOf(kind)] as Collection<never> | undefined,
      }))
      return new ErasePeople(people, all, jobs, clock, tell, holds)
    },
    inject: [
      collectionToken(erasedPersonSchema),
      Jobs,
      Clock,
      Holds,
      ...kinds.map(({ schema }) => collectionToken(schema)),
      ...kinds.flatMap(({ apart }) => (apart ? [collectionToken(apart)] : [])),
    ],
  }
}

/** Hears who is to be forgotten; name it in the service's `hears`. */
export function erasedPeopleHandlers(service: ServiceName): Type {
  @EventHandlers(service)
  class ErasedPeopleHandlers {
    constructor(readonly erasing: ErasePeople) {}

    @OnEvent('information-network.resident-erased')
    async forget({ data: { residentId } }: Received<'information-network.resident-erased'>) {
      await this.erasing.hear(residentId)
    }
  }
  return ErasedPeopleHandlers
}
