import { Injectable } from '@nestjs/common'
import { type Staff, scopeOf, scopeOfOne, seen, unscoped } from '@yiwang/auth'
import { Clock, DomainError, deriveId } from '@yiwang/domain'
import { isSameName } from '@yiwang/domain/normalization'
import { Recognitions } from '@yiwang/people'
import { type Collection, DuplicateError, InjectCollection, type Stored, Vault } from '@yiwang/persistence'
import { AreasService, Budgets, Every, SecurityLog, takeAll } from '@yiwang/platform'
import type { ResidentAccount } from '../residents/resident-account'
import { ResidentAccountsService } from '../residents/resident-accounts.service'
import { type FamilyCode, issueFamilyCode, newFamilyCode, readFamilyCode } from './family-code'
import { familyCodeSchema } from './family-code.schema'
import type { NameFamily, RecordProxy } from './proxies.dto'
import { agree, type Ending, endProxy, type FamilyProxy, isInForce, requireRoom, type Wanted } from './proxy'
import { proxySchema } from './proxy.schema'
import { proxyTermsAt } from './proxy-terms'

/** More than anybody has in force; of those that have ended, the latest. */
const SHOWN = 50

interface Parties {
  personId: string
  actingId: string
}

/** Whoever acts for another: how it is agreed, and what of it is in force. */
@Injectable()
export class ProxiesService {
  /** For what must hold whoever asks: how many there are, and that one is in force. */
  private readonly all: Collection<FamilyProxy>

  constructor(
    @InjectCollection(proxySchema) private readonly proxies: Collection<FamilyProxy>,
    @InjectCollection(familyCodeSchema) private readonly codes: Collection<FamilyCode>,
    private readonly accounts: ResidentAccountsService,
    private readonly recognitions: Recognitions,
    private readonly areas: AreasService,
    private readonly budgets: Budgets,
    private readonly security: SecurityLog,
    private readonly vault: Vault,
    private readonly clock: Clock,
  ) {
    this.all = unscoped(proxies)
  }

  /** A code that says who somebody is, to whomever they show it: nobody is looked for by number or name. */
  async code(by: Staff): Promise<{ code: string; until: Date }> {
    const now = this.clock.now()
    const code = newFamilyCode()
    const { until } = (await this.codes.upsert(by.id, () =>
      issueFamilyCode(by.id, this.hashOf(code), proxyTermsAt(now).codeMinutes, now),
    )) as FamilyCode
    return { code, until }
  }

  /** Whose code it is, for whoever is about to name them. Throws `wrong-family-code`, `budget-spent`. */
  async look(typed: string, by: Staff): Promise<ResidentAccount> {
    const { id, hash } = await this.read(typed, by)
    const account = (await this.all.get(agreementOf(hash))) ? undefined : await this.accounts.find(id)
    if (!account) throw new DomainError('wrong-family-code', { field: 'code' })
    return account
  }

  /** Whoever is signed in names whose code they typed. A code is good once: there is one agreement of its id. */
  async name({ code, ...wanted }: NameFamily, by: Staff): Promise<Stored<FamilyProxy>> {
    const { id: actingId, hash } = await this.read(code, by)
    return this.agree({ personId: by.id, actingId }, wanted, { id: agreementOf(hash), by })
  }

  /** At a counter, by the register's notes of both: whom the member of staff may see, and whoever's identity card they had in hand. Throws `note-over`, `not-found`, `needs-another-person`. */
  async record({ person, acting, ...wanted }: RecordProxy, by: Staff): Promise<Stored<FamilyProxy>> {
    const [whom, who] = [this.recognitions.readVouch(person), this.recognitions.readPresented(acting)]
    if (whom.by !== by.id || who.by !== by.id) throw new DomainError('not-allowed')
    // Whoever bears their name may be they: nobody writes down alone what they may themselves.
    if ([whom, who].some(({ name }) => isSameName(by.name, name))) throw new DomainError('needs-another-person')
    const { ancestors } = await this.areas.placed(whom.areaCode)
    if (!ancestors.includes(scopeOf(by))) throw new DomainError('not-found', { field: 'person' })
    const keep = () => Promise.all([whom, who].map(({ residentId: id, name, areaCode }) => this.accounts.known({ id, name, areaCode })))
    return this.agree({ personId: whom.residentId, actingId: who.residentId }, wanted, {
      id: deriveId('family proxy', person, acting),
      by,
      keep,
      recordedBy: by,
    })
  }

  /** What somebody has agreed on either side, the latest first. */
  async ofParty(by: Staff): Promise<Stored<FamilyProxy>[]> {
    return (await seen(this.proxies, scopeOfOne(by), 'parties').find({}, { sort: '-agreedAt', limit: SHOWN })).items
  }

  /** What a resident has agreed, as staff see it who see them. */
  async ofPerson(personId: string, by: Staff): Promise<Stored<FamilyProxy>[]> {
    await this.accounts.seen(personId, by)
    const { items } = await this.all.find({ parties: personId }, { sort: '-agreedAt', limit: SHOWN })
    return items.filter((proxy) => proxy.personId === personId)
  }

  /** `not-found` for those of others. */
  getOwn = (id: string, by: Staff): Promise<Stored<FamilyProxy>> => seen(this.proxies, scopeOfOne(by), 'parties').get(id)

  async getOf(personId: string, id: string, by: Staff): Promise<Stored<FamilyProxy>> {
    const proxy = (await this.ofPerson(personId, by)).find((one) => one.id === id)
    if (!proxy) throw new DomainError('not-found')
    return proxy
  }

  /** For whom somebody acts by this one, where it is in force. */
  async inForce(id: string, actingId: string): Promise<{ proxy: FamilyProxy; person: ResidentAccount } | undefined> {
    const proxy = await this.all.get(id)
    if (proxy?.actingId !== actingId || !isInForce(proxy, this.clock.now())) return undefined
    const person = await this.accounts.find(proxy.personId)
    return person && { proxy, person }
  }

  /** In the store alone: who acts by it now is the sessions' (`EndProxies`). */
  end(id: string, why: Ending): Promise<Stored<FamilyProxy>> {
    return this.all.change(id, (proxy) => endProxy(proxy, why, this.clock.now()))
  }

  async idsOf(residentId: string): Promise<string[]> {
    const ids: string[] = []
    for await (const { id } of this.all.each({ parties: residentId })) ids.push(id)
    return ids
  }

  /** Those whose last day has passed. */
  takeOver(take: (proxy: FamilyProxy) => Promise<void>): Promise<void> {
    return takeAll(this.all, { state: 'agreed', until: { lt: this.clock.now() } }, 'until', take)
  }

  /** Nobody's any more. */
  async forgetCode(residentId: string): Promise<void> {
    await this.codes.remove(residentId)
  }

  @Every(10 * 60_000)
  async sweep(): Promise<void> {
    await takeAll(this.codes, { until: { lt: this.clock.now() } }, 'until', ({ id }) => this.codes.remove(id))
  }

  private async agree(
    parties: Parties,
    wanted: Wanted,
    { id, by, recordedBy, keep }: { id: string; by: Staff; recordedBy?: Staff; keep?: () => Promise<unknown> },
  ): Promise<Stored<FamilyProxy>> {
    const now = this.clock.now()
    const decision = agree(parties, wanted, { now, id, recordedBy })
    const held = await this.heldBy(parties)
    const before = held.find(({ personId, actingId }) => personId === parties.personId && actingId === parties.actingId)
    // Asked for again, it is this one.
    if (before && before.id !== id) throw new DomainError('proxy-exists')
    if (!before) requireRoom(parties, held, proxyTermsAt(now))
    await keep?.()
    const agreed = await this.proxies.insert(decision).catch((error) => {
      throw error instanceof DuplicateError ? new DomainError(recordedBy ? 'proxy-exists' : 'wrong-family-code') : error
    })
    this.security.note({
      what: 'proxy',
      outcome: 'done',
      by,
      subject: parties.personId,
      facts: { proxy: agreed.id, step: recordedBy ? 'recorded' : 'agreed' },
    })
    return agreed
  }

  private async heldBy({ personId, actingId }: Parties): Promise<FamilyProxy[]> {
    const held: FamilyProxy[] = []
    for await (const proxy of this.all.each({ parties: { in: [personId, actingId] } })) if (isInForce(proxy, this.clock.now())) held.push(proxy)
    return held
  }

  /** Counted before it is looked for, so that many at once are no way around it. */
  private async read(typed: string, by: Staff): Promise<FamilyCode> {
    const { codesPerHour: limit, codesInVain: inVain } = proxyTermsAt(this.clock.now())
    await this.budgets.take('family-code', by.id, { limit, seconds: 3600, inVain })
    const code = await this.codes.findOne({ hash: this.hashOf(readFamilyCode(typed)) })
    if (!code || code.until <= this.clock.now()) {
      this.security.note({ what: 'proxy', outcome: 'refused', facts: { code: 'wrong-family-code' } })
      throw new DomainError('wrong-family-code', { field: 'code' })
    }
    await this.budgets.hit('family-code', by.id)
    return code
  }

  private hashOf = (code: string): string => this.vault.of('identity').hash(code, 'identity.family-codes')
}

const agreementOf = (hash: string): string => deriveId('family proxy', hash)
