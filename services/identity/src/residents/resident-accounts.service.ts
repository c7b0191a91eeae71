import { randomUUID } from 'node:crypto'
import { Injectable, type OnModuleInit } from '@nestjs/common'
import { type Staff, scopeOf, seen, unscoped } from '@yiwang/auth'
import { Clock, DomainError } from '@yiwang/domain'
import { Recognitions } from '@yiwang/people'
import { type Collection, InjectCollection, type Stored } from '@yiwang/persistence'
import { AreasService, eachBy, SecurityLog } from '@yiwang/platform'
import { hashPassword, passwordMatches } from '../accounts/passwords'
import { hashOf } from '../secrets'
import { choosePin, isLive, issueCard, newCardCode, readCardCode, recordCardPin, requireGoodPin, requireUnlocked, revokeCard } from './card'
import { forget, know, type ResidentAccount } from './resident-account'
import { residentAccountSchema } from './resident-account.schema'

type Known = Pick<ResidentAccount, 'id' | 'name' | 'areaCode'>

/** Residents who sign in, and their cards. */
@Injectable()
export class ResidentAccountsService implements OnModuleInit {
  private nobodysPin: string
  /** Whoever signs in is nobody yet. */
  private readonly all: Collection<ResidentAccount>

  constructor(
    @InjectCollection(residentAccountSchema) private readonly accounts: Collection<ResidentAccount>,
    private readonly recognitions: Recognitions,
    private readonly areas: AreasService,
    private readonly security: SecurityLog,
    private readonly clock: Clock,
  ) {
    this.all = unscoped(accounts)
  }

  async onModuleInit() {
    this.nobodysPin = await hashPassword(randomUUID())
  }

  /** As the register knows them now, kept from the first time on. */
  async known({ id, name, areaCode }: Known): Promise<Stored<ResidentAccount>> {
    const area = await this.areas.placed(areaCode)
    return (await this.all.upsert(id, (account) => know(account, { id, name, area }, this.clock.now()))) as Stored<ResidentAccount>
  }

  /** For the service itself, which must know of whom it tells nothing. */
  async find(id: string): Promise<Stored<ResidentAccount> | undefined> {
    const account = await this.all.get(id)
    return account?.erasedAt ? undefined : account
  }

  /** `not-found` for who is none of the asker's, and for who is not known here. */
  seen(id: string, by: Staff): Promise<Stored<ResidentAccount>> {
    return seen(this.accounts, scopeOf(by)).get(id)
  }

  /** News of somebody: nothing where identity does not know them. */
  async follow(news: Known): Promise<void> {
    const account = await this.all.get(news.id)
    if (account && !account.erasedAt) await this.known(news)
  }

  async forget(id: string): Promise<void> {
    await this.all.upsert(id, (account) => forget(account, id, this.clock.now()))
  }

  /** They have no card any more, and no session of before is theirs. */
  async shutOut(id: string): Promise<void> {
    const now = this.clock.now()
    await this.all.upsert(id, (account) => (account && !account.erasedAt ? { set: { card: undefined, sessionsFrom: now } } : undefined))
  }

  /** Whose sessions of before are over since then. */
  changedSince = (since: Date): AsyncIterable<Stored<ResidentAccount>> => eachBy(this.all, { sessionsFrom: { gte: since } }, 'sessionsFrom')

  /** The account of a session begun at `since`, or nothing where that session is over. */
  async standing(id: string, since: Date): Promise<ResidentAccount | undefined> {
    const account = await this.all.get(id)
    return account && !account.erasedAt && account.sessionsFrom <= since ? account : undefined
  }

  /**
   * A card for whom the member of staff has before them, by the register's own note of that. The code is only in this answer: asked again under its Idempotency-Key, it makes
   * another card, and the one before is good no more.
   */
  async issue(note: string, by: Staff): Promise<{ account: ResidentAccount; code: string }> {
    const { residentId: id, name, areaCode, by: voucher } = this.recognitions.readVouch(note)
    if (voucher !== by.id) throw new DomainError('not-allowed')
    await this.known({ id, name, areaCode })
    const code = newCardCode()
    const account = await seen(this.accounts, scopeOf(by)).change(id, (account) => issueCard(account, hashOf(code), by, this.clock.now()))
    this.security.note({ what: 'rights', outcome: 'done', by, subject: id, facts: { card: 'issued' } })
    return { account, code }
  }

  /** `not-found` where they have none, or are none of the asker's. */
  async withCard(id: string, by: Staff): Promise<ResidentAccount> {
    const account = await this.seen(id, by)
    if (!isLive(account.card, this.clock.now())) throw new DomainError('not-found')
    return account
  }

  async revoke(id: string, by: Staff): Promise<ResidentAccount> {
    const account = await seen(this.accounts, scopeOf(by)).change(id, (account) => revokeCard(account, this.clock.now()))
    this.security.note({ what: 'rights', outcome: 'done', by, subject: id, facts: { card: 'revoked' } })
    return account
  }

  /** Whether its PIN is still to be chosen. Throws `wrong-card`. */
  async isFirstUse(typed: string): Promise<boolean> {
    const { card } = await this.ofCard(typed)
    return card?.pinHash === undefined
  }

  /** Whoever holds the card and knows its PIN; at the first use, whoever holds it chooses one. Throws `wrong-card`, `wrong-card-pin`, `card-locked`, `weak-pin`. */
  async byCard(typed: string, pin: string): Promise<ResidentAccount> {
    const code = readCardCode(typed) ?? ''
    const account = await this.ofCard(typed).catch(async (error) => {
      await passwordMatches(this.nobodysPin, pin)
      throw error
    })
    const { card } = account
    const codeHash = hashOf(code)
    const now = this.clock.now()
    if (!card?.pinHash) {
      requireGoodPin(pin)
      const pinHash = await hashPassword(pin)
      return this.all.change(account.id, (current) => choosePin(current, codeHash, pinHash, now))
    }
    requireUnlocked(card, now)
    const correct = await passwordMatches(card.pinHash, pin)
    // Of guesses at the same moment each counts, and those after the fifth hear nothing.
    await this.all.change(account.id, (current) =>
      recordCardPin(current, codeHash, correct && current.card?.pinHash === card.pinHash, this.clock.now()),
    )
    if (!correct) throw new DomainError('wrong-card-pin', { field: 'pin' })
    return account
  }

  private async ofCard(typed: string): Promise<ResidentAccount> {
    const code = readCardCode(typed)
    const account = code && (await this.all.findOne({ 'card.codeHash': hashOf(code) }))
    if (!account || !isLive(account.card, this.clock.now())) throw new DomainError('wrong-card', { field: 'code' })
    return account
  }
}
