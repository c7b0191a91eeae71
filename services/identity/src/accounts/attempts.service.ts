import { Injectable } from '@nestjs/common'
import { Clock } from '@yiwang/domain'
import { type Collection, InjectCollection, Store } from '@yiwang/persistence'
import { type Attempts, lockedUntil, recordAttempt, requireUnlocked } from './attempts'

/** Wrong passwords, counted in the store: neither a restart nor a Redis that forgot everything gives a guesser another five. */
@Injectable()
export class AttemptsService {
  constructor(
    @InjectCollection('attempts') private readonly attempts: Collection<Attempts>,
    private readonly store: Store,
    private readonly clock: Clock,
  ) {}

  /** Throws `account-locked`. */
  async requireUnlocked(login: string, network: string): Promise<void> {
    requireUnlocked(await this.attempts.get(this.idOf(login)), network, this.clock.now())
  }

  /** Throws `account-locked`. Decided on the fresh state: of guesses at the same moment each counts, and those after the fifth hear nothing. */
  async record(login: string, attempt: { network: string; correct: boolean }): Promise<void> {
    const id = this.idOf(login)
    await this.attempts.upsert(id, (known) => recordAttempt(known, { id, ...attempt }, this.clock.now()))
  }

  /** Until when the name is locked, for those who wait longest. */
  async lockedUntil(login: string): Promise<Date | undefined> {
    const attempts = await this.attempts.get(this.idOf(login))
    return attempts && lockedUntil(attempts, this.clock.now())
  }

  /** Nobody waits any longer. */
  forget(login: string): Promise<void> {
    return this.attempts.remove(this.idOf(login))
  }

  async sweep(): Promise<void> {
    for (;;) {
      const { items, next } = await this.attempts.find({ expiresAt: { lt: this.clock.now() } }, { sort: 'expiresAt', limit: 200 })
      for (const { id } of items) await this.attempts.remove(id)
      if (!next) return
    }
  }

  private idOf = (login: string): string => this.store.vault.lookup(login, 'identity.attempts')
}
