import { Injectable } from '@nestjs/common'
import { Clock } from '@yiwang/domain'
import { type Collection, InjectCollection, Vault } from '@yiwang/persistence'
import { Every, takeAll } from '@yiwang/platform'
import { loginOf } from './account'
import { type Attempts, lockedUntil, recordAttempt, requireUnlocked } from './attempts'
import { attemptsSchema } from './attempts.schema'

/** Wrong passwords, counted in the store: neither a restart nor a Redis that forgot everything gives a guesser another five. */
@Injectable()
export class AttemptsService {
  constructor(
    @InjectCollection(attemptsSchema) private readonly attempts: Collection<Attempts>,
    private readonly vault: Vault,
    private readonly clock: Clock,
  ) {}

  /** Throws `account-locked`. */
  async requireUnlocked(account: string, network: string): Promise<void> {
    requireUnlocked(await this.attempts.get(this.idOf(account)), network, this.clock.now())
  }

  /** Throws `account-locked`. Decided on the fresh state: of guesses at the same moment each counts, and those after the fifth hear nothing. */
  async record(account: string, attempt: { network: string; correct: boolean }): Promise<void> {
    const id = this.idOf(account)
    await this.attempts.upsert(id, (known) => recordAttempt(known, { id, ...attempt }, this.clock.now()))
  }

  /** Until when the name is locked, for those who wait longest. */
  async lockedUntil(account: string): Promise<Date | undefined> {
    const attempts = await this.attempts.get(this.idOf(account))
    return attempts && lockedUntil(attempts, this.clock.now())
  }

  /** Nobody waits any longer. */
  forget(account: string): Promise<void> {
    return this.attempts.remove(this.idOf(account))
  }

  /** Made-up names leave a document each for a quarter of an hour: as many as came through the limit of the door meanwhile, and no more. */
  @Every(5 * 60_000)
  async sweep(): Promise<void> {
    await takeAll(this.attempts, { expiresAt: { lt: this.clock.now() } }, 'expiresAt', ({ id }) => this.attempts.remove(id))
  }

  private idOf = (account: string): string => this.vault.of('identity').hash(loginOf(account), 'identity.attempts')
}
