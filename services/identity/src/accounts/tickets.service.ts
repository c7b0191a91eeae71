import { createHash } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import { Clock, DomainError } from '@yiwang/domain'
import { Vault } from '@yiwang/persistence'
import type { Account } from './account'

const GOOD_FOR_MS = 5 * 60_000
const PLACE = 'identity.ticket'

/**
 * Says that whoever holds it knew an account's password a moment ago. Sealed, and kept nowhere: it opens nothing but the question for the second factor, and a new
 * password makes it worthless.
 */
@Injectable()
export class Tickets {
  constructor(
    private readonly vault: Vault,
    private readonly clock: Clock,
  ) {}

  write({ id, passwordHash }: Pick<Account, 'id' | 'passwordHash'>): string {
    const until = this.clock.now().getTime() + GOOD_FOR_MS
    return this.keys.seal(JSON.stringify({ id, of: nameOf(passwordHash), until }), PLACE).toString('base64url')
  }

  /** Whose it is. Throws `sign-in-again`. */
  read(ticket: string): { id: string; isFor: (account: Pick<Account, 'passwordHash'>) => boolean } {
    const { id, of, until } = this.open(ticket)
    if (until <= this.clock.now().getTime()) throw new DomainError('sign-in-again')
    return { id, isFor: ({ passwordHash }) => of === nameOf(passwordHash) }
  }

  private open(ticket: string): { id: string; of: string; until: number } {
    try {
      return JSON.parse(this.keys.open(Buffer.from(ticket, 'base64url'), PLACE, PLACE))
    } catch {
      throw new DomainError('sign-in-again')
    }
  }

  private get keys() {
    return this.vault.of('identity')
  }
}

const nameOf = (passwordHash: string): string => createHash('sha256').update(passwordHash).digest('base64url')
