import { Injectable, type OnModuleInit } from '@nestjs/common'
import { EndedSessions } from '@yiwang/auth'
import { Clock } from '@yiwang/domain'
import { type Collection, InjectCollection } from '@yiwang/persistence'
import { Broadcast, ENDED_SESSIONS, Every, takeAll } from '@yiwang/platform'
import { ACCESS_TOKEN_SECONDS } from '../keys/keys.service'
import type { EndedSession } from './ended-session'
import { endedSessionSchema } from './ended-session.schema'

/** Clocks differ, and a token may just have been made. */
const A_MOMENT_MS = 60_000
export const TOLD_FOR_MS = ACCESS_TOKEN_SECONDS * 1000 + A_MOMENT_MS

/** Keeps and tells which sessions have ended, for as long as a token of theirs may be out. */
@Injectable()
export class EndedSessionsService implements OnModuleInit {
  private reading?: Promise<string[]>
  private next?: Promise<string[]>

  constructor(
    @InjectCollection(endedSessionSchema) private readonly kept: Collection<EndedSession>,
    private readonly ended: EndedSessions,
    private readonly broadcast: Broadcast,
    private readonly clock: Clock,
  ) {}

  async onModuleInit(): Promise<void> {
    this.ended.readFrom(() => this.all())
    await this.ended.begin()
  }

  /** Kept first: whoever does not hear of it reads it. */
  async tell(...sids: string[]): Promise<void> {
    const until = new Date(this.clock.now().getTime() + TOLD_FOR_MS)
    await Promise.all(sids.map((id) => this.kept.upsert(id, (known) => (known ? undefined : { set: { id, until } }))))
    if (sids.length) this.broadcast.publish(ENDED_SESSIONS, { sids })
  }

  /** Anybody may ask: those who wait for the next reading share it. Nobody is answered by one that had begun before they asked. */
  all(): Promise<string[]> {
    this.next ??= (this.reading ?? Promise.resolve([]))
      .catch(() => undefined)
      .then(() => {
        this.next = undefined
        this.reading = this.read()
        return this.reading
      })
    return this.next
  }

  private async read(): Promise<string[]> {
    const sids: string[] = []
    for await (const { id, until } of this.kept.each({})) if (until > this.clock.now()) sids.push(id)
    return sids
  }

  @Every(5 * 60_000)
  async sweep(): Promise<void> {
    await takeAll(this.kept, { until: { lt: this.clock.now() } }, 'until', ({ id }) => this.kept.remove(id))
  }
}
