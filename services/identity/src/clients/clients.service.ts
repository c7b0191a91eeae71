import { Injectable, type OnApplicationBootstrap } from '@nestjs/common'
import { type Capability, type Staff, scopeOf, scopeOfClients, seen, unscoped } from '@yiwang/auth'
import { Clock, type Day, type Decision, DomainError } from '@yiwang/domain'
import { type Collection, InjectCollection, type Page, type Stored } from '@yiwang/persistence'
import { AreasService, eachBy, isNetwork, SecurityLog } from '@yiwang/platform'
import { AccountsService } from '../accounts/accounts.service'
import { AssignmentsService } from '../accounts/assignments.service'
import { areIndependent } from '../accounts/line'
import { settings } from '../config'
import { hashOf, newSecret } from '../secrets'
import { EndedSessionsService, TOLD_FOR_MS } from '../sessions/ended-sessions.service'
import { type Client, changeClient, confirmScope, openClient, rotateSecret, standingSecrets, withdrawSecret } from './client'
import { clientSchema } from './client.schema'
import type { ClientUse } from './client-use'
import { clientUseSchema } from './client-use.schema'
import type { ChangeClient, ListClients, RegisterClient } from './clients.dto'

/** With its secret only in the answer that made it. */
type Made = Stored<Client> & { secret?: string }

/** Programs that admins let in, and what they may do. */
@Injectable()
export class ClientsService implements OnApplicationBootstrap {
  private readonly mostDays = settings().CLIENT_ROTATION_DAYS

  constructor(
    @InjectCollection(clientSchema) private readonly clients: Collection<Client>,
    @InjectCollection(clientUseSchema) private readonly uses: Collection<ClientUse>,
    private readonly accounts: AccountsService,
    private readonly assignments: AssignmentsService,
    private readonly ended: EndedSessionsService,
    private readonly areas: AreasService,
    private readonly security: SecurityLog,
    private readonly clock: Clock,
  ) {}

  /** As of sessions: what was decided is written first and told then. Where a process ended in between, it is told now. */
  async onApplicationBootstrap(): Promise<void> {
    const since = new Date(this.clock.now().getTime() - TOLD_FOR_MS)
    for await (const { gone = [] } of eachBy(unscoped(this.clients), { goneAt: { gte: since } }, 'goneAt')) await this.ended.tell(...gone)
  }

  list({ limit, cursor, unconfirmed }: ListClients, by: Staff): Promise<Page<Stored<Client>>> {
    return seen(this.clients, scopeOf(by)).find(unconfirmed ? { unconfirmed } : {}, { after: cursor, limit })
  }

  /** The secret is shown by the answer that made it and never again: repeated under its Idempotency-Key, the answer has none (`rotate` gives another). */
  async register({ scopes, addresses, ...wanted }: RegisterClient, by: Staff): Promise<Made> {
    requireNetworks(addresses)
    const { ancestors: areas } = await this.areas.requireOwn(wanted.areaCode, by)
    await this.accounts.requireAtWork(wanted.responsibleId, by, 'responsibleId')
    const giving = await this.giving(scopes, areas, by)
    const secret = newSecret()
    const stored = await this.clients.insert(openClient({ ...wanted, areas, scopes, addresses }, hashOf(secret), giving))
    this.noteScopes(stored)
    return withSecret(stored, secret)
  }

  async change(id: string, { ...change }: ChangeClient, by: Staff, ifVersion?: number): Promise<Stored<Client>> {
    requireNetworks(change.addresses)
    const { scopes, areas } = await this.require(id, by)
    if (change.responsibleId !== undefined) await this.accounts.requireAtWork(change.responsibleId, by, 'responsibleId')
    const added = change.scopes?.filter((one) => !scopes.some(({ scope }) => scope === one)) ?? []
    const giving = await this.giving(added, areas, by)
    return this.write(id, (client) => changeClient(client, change, giving), by, ifVersion)
  }

  async confirm(id: string, scope: string, by: Staff, ifVersion?: number): Promise<Stored<Client>> {
    const { areas } = await this.require(id, by)
    await this.assignments.requireOwnSignIn(by)
    const line = await this.assignments.lineOf(by, areas)
    return this.write(id, (client) => confirmScope(client, scope, { by, line, now: this.clock.now() }), by, ifVersion)
  }

  async rotate(id: string, formerUntil: Day | undefined, by: Staff, ifVersion?: number): Promise<Made> {
    await this.require(id, by)
    const secret = newSecret()
    const decide = (client: Client) => rotateSecret(client, hashOf(secret), { formerUntil, mostDays: this.mostDays, now: this.clock.now() })
    return withSecret(await this.write(id, decide, by, ifVersion), secret)
  }

  async withdraw(id: string, secretId: string, by: Staff, ifVersion?: number): Promise<Stored<Client>> {
    await this.require(id, by)
    return this.write(id, (client) => withdrawSecret(client, secretId, this.clock.now()), by, ifVersion)
  }

  async shown(client: Made, by: Staff) {
    const responsible = await this.accounts.get(client.responsibleId)
    const own = client.unconfirmed ? await this.assignments.lineOf(by, client.areas) : [by.id]
    const scopes = client.scopes.map(async ({ scope, givenBy, givenAt, line, unconfirmed }) => ({
      scope,
      givenAt,
      unconfirmed,
      givenBy: unconfirmed && (await this.accounts.get(givenBy))?.name,
      allowedActions: unconfirmed && areIndependent(own, line) ? ['confirm'] : [],
    }))
    const secrets = standingSecrets(client, this.clock.now()).map(async ({ id, createdAt, until }) => ({
      id,
      createdAt,
      until,
      usedAt: (await this.uses.get(id))?.at,
    }))
    return {
      ...client,
      responsible: responsible?.name,
      responsibleGone: responsible === undefined || responsible.disabled,
      scopes: await Promise.all(scopes),
      secrets: await Promise.all(secrets),
    }
  }

  /** What its tokens said, or what they were issued by, may be gone: then they are over, at every door of every service. */
  private async write(
    id: string,
    decide: (client: Stored<Client>) => Decision<Client> | undefined,
    by: Staff,
    ifVersion?: number,
  ): Promise<Stored<Client>> {
    let before: Stored<Client> | undefined
    const deciding = (client: Stored<Client>) => {
      before = client
      return decide(client)
    }
    const after = await seen(this.clients, scopeOf(by)).change(id, deciding, { ifVersion, keyed: true })
    await this.ended.tell(...(after.gone ?? []))
    if (!before) return after
    const left = new Set(after.secrets.map((one) => one.id))
    for (const secret of before.secrets) if (!left.has(secret.id)) await this.uses.remove(secret.id)
    this.noteScopes(after, before)
    return after
  }

  /** What of it is granted, confirmed or taken away: a line of its own for each in the security log, beside that of the change. */
  private noteScopes({ id: subject, scopes }: Stored<Client>, before?: Client): void {
    const known = new Map(before?.scopes.map((one) => [one.scope, one]))
    const note = (scope: Capability, state: string) => this.security.note({ what: 'rights', outcome: 'done', subject, facts: { scope, state } })
    for (const { scope, unconfirmed } of scopes) {
      const was = known.get(scope)
      if (!was) note(scope, unconfirmed ?? 'given')
      else if (was.unconfirmed && !unconfirmed) note(scope, 'confirmed')
    }
    for (const scope of known.keys()) if (!scopes.some((one) => one.scope === scope)) note(scope, 'withdrawn')
  }

  private require(id: string, by: Staff): Promise<Stored<Client>> {
    return seen(this.clients, scopeOf(by)).get(id)
  }

  /** What shows people what others said is decided by two, as where a role is given. */
  private async giving(scopes: Capability[], areas: string[], by: Staff) {
    const isConfirmed = scopes.some((one) => scopeOfClients(one)?.confirmed)
    if (isConfirmed) await this.assignments.requireOwnSignIn(by)
    const line = await this.assignments.lineOf(by, areas)
    return { by, line, now: this.clock.now(), alone: isConfirmed && !(await this.assignments.isThereAnother(areas, line)) }
  }
}

const withSecret = (client: Stored<Client>, secret: string): Made =>
  client.secrets.some(({ hash }) => hash === hashOf(secret)) ? { ...client, secret } : client

function requireNetworks(addresses: string[] = []): void {
  if (!addresses.every(isNetwork)) throw new DomainError('not-a-network', { field: 'addresses' })
}
