import type { FactoryProvider } from '@nestjs/common'
import { type Capability, may, type Staff } from '@yiwang/auth'
import type { ServiceName } from '@yiwang/contracts'
import { Clock, DomainError } from '@yiwang/domain'
import { mainNumber, normalName } from '@yiwang/domain/normalization'
import { type Page, Vault } from '@yiwang/persistence'
import { Budgets, SecurityLog } from '@yiwang/platform'
import { AuditService } from './audit.service'
import { searchTermsAt } from './search-terms'

/** By what somebody is looked for, whole. */
export interface SoughtBy {
  phone?: string
  name?: string
  /** Digits of a number that tells of somebody, or a part of it. */
  number?: string
  /** The home where they live, by its id. */
  home?: string
}

interface Search {
  by: Staff
  /** Where they are looked for. */
  kind: 'residents' | 'households' | 'tickets'
  /** What the asker must be allowed to: whoever may not be shown a number may not try numbers either. */
  needs: Capability
  sought: SoughtBy
}

/** The registered residents whom something that was found names. */
type Whose<T> = (found: T) => (string | undefined)[]

interface Look extends Pick<Search, 'by'> {
  /** The call or ticket that it is for. */
  id: string
  phone: string
  fields: string[]
}

/**
 * Looks for people by what tells of them. Each search is counted and kept, with keyed hashes of what was asked and how many were found: whoever tries numbers until one fits is
 * stopped soon, and stands in the record, which holds no number for it. A page of what was found is a search too: a cursor of another list would do for a first one.
 */
export class PeopleSearches {
  constructor(
    private readonly service: ServiceName,
    private readonly audit: AuditService,
    private readonly budgets: Budgets,
    private readonly security: SecurityLog,
    private readonly vault: Vault,
    private readonly clock: Clock,
  ) {}

  /** What is found, wherever the asker looks: of who is elsewhere it costs and says what it does of nobody. Without anything of a person it is a list like any other. */
  async find<T>({ by, kind, needs, sought }: Search, whose: Whose<T>, look: () => Promise<Page<T>>): Promise<Page<T>> {
    const asked = this.hashesOf(sought)
    if (!asked.length) return look()
    if (!may(by, needs)) throw new DomainError('not-allowed')
    const { perHour: limit, inVain } = searchTermsAt(this.clock.now())
    await this.take('search', by, { limit, inVain })
    const page = await look()
    const found = page.items.length
    const residentIds = [...new Set(page.items.flatMap(whose).filter((id) => id !== undefined))]
    const fields = Object.keys(sought).filter((name) => sought[name as keyof SoughtBy])
    await this.audit.record({ by, kind, id: 'search', purpose: 'search', fields, asked, found, residentIds })
    this.security.note({ what: 'search', outcome: 'done', by, facts: { kind, by: fields.join(' '), asked: asked.join(' '), found } })
    if (found) await this.budgets.hit('search', by.id)
    return page
  }

  /** Who has the number of a call. One look is one entry, whoever is seen by it. */
  async call<T extends { residentIds: string[] }>({ by, id, phone, fields }: Look, look: () => Promise<T>): Promise<T> {
    await this.take('call', by, { limit: searchTermsAt(this.clock.now()).callsPerHour })
    const seen = await look()
    const asked = this.hashesOf({ phone })
    const found = seen.residentIds.length
    await this.audit.record({ by, kind: 'call', id, purpose: 'call', fields, asked, found, residentIds: seen.residentIds })
    this.security.note({ what: 'search', outcome: 'done', by, facts: { kind: 'call', by: 'phone', asked: asked.join(' '), found } })
    return seen
  }

  private async take(name: string, by: Staff, { limit, inVain }: { limit: number; inVain?: number }): Promise<void> {
    try {
      await this.budgets.take(name, by.id, { limit, seconds: 3600, inVain })
    } catch (error) {
      if (error instanceof DomainError && error.details?.first)
        this.security.note({ what: 'search', outcome: 'refused', by, facts: { budget: name, code: error.code } })
      throw error
    }
  }

  /** Of two spellings of the same one. The numbers of a city are few enough to try: what keeps them is the key. */
  private hashesOf({ phone, name, number, home }: SoughtBy): string[] {
    const hash = (value: string, place: string) => this.vault.of(this.service).hash(value, `searches.${place}`)
    return [
      ...(phone ? [hash(mainNumber(phone), 'phone')] : []),
      ...(name ? [hash(normalName(name), 'name')] : []),
      ...(number ? [hash(number, 'number')] : []),
      ...(home ? [hash(home, 'home')] : []),
    ]
  }
}

/** A service's searches for people, for its providers, beside its audit: `searchesOf('hotline')`. */
export const searchesOf = (service: ServiceName): FactoryProvider => ({
  provide: PeopleSearches,
  useFactory: (audit: AuditService, budgets: Budgets, security: SecurityLog, vault: Vault, clock: Clock) =>
    new PeopleSearches(service, audit, budgets, security, vault, clock),
  inject: [AuditService, Budgets, SecurityLog, Vault, Clock],
})
