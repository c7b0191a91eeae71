import { Injectable, Logger } from '@nestjs/common'
import { DomainError } from '@yiwang/domain'
import { Subject } from 'rxjs'

const FETCH_TIMEOUT_MS = 3000
/** After one that failed. */
const LOOK_AGAIN_MS = 1000
/** Longer than any token of such a session is good. */
const REMEMBERED_MS = 20 * 60_000

/** Answers the sessions of which a token may still be out. */
export type EndedSource = () => Promise<string[]>

/**
 * Sessions that have ended while a token of theirs may still be out, by the `sid` of the token: asked for each request, of memory alone. Identity tells of each in the moment it ends;
 * what may not have been heard is read from identity's own list, which is looked at every ten seconds anyway.
 */
@Injectable()
export class EndedSessions {
  /** When each may be forgotten. */
  private readonly ended = new Map<string, number>()
  private readonly log = new Logger(EndedSessions.name)
  /** One or more have ended. */
  readonly news = new Subject<void>()
  private source?: EndedSource
  /** Whether what identity tells arrives here. */
  private isHearing = () => false
  /** Whether the list was read since news come, and nothing was missed since that reading began. */
  private isRead = false
  private timesMissed = 0
  private failedAt = Number.NEGATIVE_INFINITY
  private looking?: Promise<void>
  /** `timesMissed` when it began: what was missed later need not be in what it reads. */
  private lookingSince = 0
  private begun?: Promise<void>
  private isAway = false

  /** Identity runs in another process. */
  readonly isElsewhere: boolean

  /** `identityUrl`: identity's origin, where it runs elsewhere. */
  constructor(identityUrl?: string) {
    this.isElsewhere = Boolean(identityUrl)
    if (identityUrl) this.source = () => listAt(`${identityUrl}/api/identity/ended-sessions`)
  }

  /** In identity's own process: what its store says. */
  readFrom(source: EndedSource): void {
    this.source = source
  }

  /** `isHearing`: whether news come at all. */
  hear(isHearing: () => boolean): void {
    this.isHearing = isHearing
  }

  add(sids: string[]): void {
    const now = performance.now()
    const fresh = sids.filter((sid) => !this.ended.has(sid))
    for (const sid of fresh) this.ended.set(sid, now + REMEMBERED_MS)
    for (const [sid, until] of this.ended) {
      if (until > now) break
      this.ended.delete(sid)
    }
    if (fresh.length) this.news.next()
  }

  /** Something may have been told that did not arrive. */
  missed(): void {
    this.timesMissed++
    this.isRead = false
    void this.lookAgain()
  }

  has = (sid: string | undefined): boolean => sid !== undefined && this.ended.has(sid)

  /** Finds what was told and did not arrive, without anybody here having noticed. */
  async lookAgain(): Promise<void> {
    await this.look().catch(() => undefined)
  }

  /** Whether all that has ended is known here. */
  isCurrent = (): boolean => !this.source || (this.isRead && this.isHearing())

  /** Throws DomainError `sessions-unknown` where that cannot be known: news do not come, and identity cannot be asked. */
  async require(): Promise<void> {
    if (this.isCurrent()) return
    try {
      await this.look()
    } catch {
      throw new DomainError('sessions-unknown', { retryAfter: Math.ceil(LOOK_AGAIN_MS / 1000) })
    }
  }

  /** Before the first token is let in. Where identity cannot be asked, it goes on without, and nobody waits a second time. */
  begin(): Promise<void> {
    this.begun ??= this.lookAgain()
    return this.begun
  }

  private look(): Promise<void> {
    if (!this.source) return Promise.resolve()
    if (this.looking && this.lookingSince !== this.timesMissed) return this.looking.catch(() => undefined).then(() => this.look())
    if (!this.looking && performance.now() - this.failedAt < LOOK_AGAIN_MS) return Promise.reject(new Error('just now it could not be asked'))
    this.looking ??= this.readAll(this.source).finally(() => {
      this.looking = undefined
    })
    return this.looking
  }

  private async readAll(source: EndedSource): Promise<void> {
    this.lookingSince = this.timesMissed
    const isHeard = this.isHearing()
    try {
      this.add(await source())
      this.isRead = isHeard && this.lookingSince === this.timesMissed
      this.isAway = false
    } catch (error) {
      this.failedAt = performance.now()
      if (!this.isAway) this.log.warn(`cannot read which sessions have ended: ${(error as Error).message}`)
      this.isAway = true
      throw error
    }
  }
}

async function listAt(url: string): Promise<string[]> {
  const answer = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(FETCH_TIMEOUT_MS) })
  if (!answer.ok) throw new Error(`${url} answers ${answer.status}`)
  return ((await answer.json()) as { sids: string[] }).sids
}
