import { Injectable } from '@nestjs/common'
import { unscoped } from '@yiwang/auth'
import { Clock, DomainError } from '@yiwang/domain'
import { type Collection, InjectCollection, type Stored } from '@yiwang/persistence'
import { Budgets, clientNetwork, isFrom, SecurityLog } from '@yiwang/platform'
import type { FastifyRequest } from 'fastify'
import { ACCESS_TOKEN_SECONDS, KeysService } from '../keys/keys.service'
import { type Client, type ClientSecret, scopesAsked, secondsOf, secretOf, shutOut, termsOf } from './client'
import { clientSchema } from './client.schema'
import { type ClientUse, use } from './client-use'
import { clientUseSchema } from './client-use.schema'

/** Wrong secrets in a row for one client from one address: then nothing is heard from there for a quarter of an hour. Elsewhere the client itself is let in as ever. */
const GUESSES = { limit: 5, seconds: 15 * 60 }

/** What somebody shows to be a client. */
export interface Shown {
  id: string
  secret: string
}

interface Issued {
  token: string
  seconds: number
  scopes: string[]
}

/** Gives programs their tokens. */
@Injectable()
export class ClientTokens {
  private readonly clients: Collection<Client>

  constructor(
    @InjectCollection(clientSchema) clients: Collection<Client>,
    @InjectCollection(clientUseSchema) private readonly uses: Collection<ClientUse>,
    private readonly keys: KeysService,
    private readonly budgets: Budgets,
    private readonly security: SecurityLog,
    private readonly clock: Clock,
  ) {
    this.clients = unscoped(clients)
  }

  /** Throws `invalid-client`, `client-disabled`, `client-over`, `invalid-scope` or `budget-spent`. */
  async issue(shown: Shown, asked: string | undefined, request: FastifyRequest): Promise<Issued> {
    const { client, secret } = await this.verify(shown, request)
    const scopes = scopesAsked(client, asked)
    const now = this.clock.now()
    const seconds = secondsOf(client, secret, now, ACCESS_TOKEN_SECONDS)
    const { id, name, areaCode } = client
    const who = { id, account: id, name, role: 'gateway' as const, areaCode, sid: secret.sid, client: termsOf(client, scopes) }
    const token = this.keys.accessToken(who, seconds)
    await this.noteUse(client, secret)
    return { token, seconds, scopes }
  }

  /** A client that nobody knows goes the same way as one that somebody does, and is counted and answered alike; so is one that shows the right secret from elsewhere. */
  private async verify({ id, secret: word }: Shown, request: FastifyRequest): Promise<{ client: Stored<Client>; secret: ClientSecret }> {
    const guesser = `${id} ${clientNetwork(request)}`
    await this.budgets.require('client-secret', guesser, GUESSES)
    const client = await this.clients.get(id)
    const now = this.clock.now()
    const secret = secretOf(client, word, now)
    const isElsewhere = Boolean(client?.addresses.length) && !isFrom(client?.addresses ?? [], request)
    if (!client || !secret || isElsewhere) {
      // Of guesses at the same moment those after the fifth hear nothing.
      await this.budgets.take('client-secret', guesser, GUESSES)
      this.refuse(secret ? 'other-address' : 'wrong-secret', client)
    }
    await this.budgets.require('client-secret', guesser, GUESSES)
    await this.budgets.clear('client-secret', guesser)
    const why = shutOut(client, now)
    if (why) this.refuse(why, client, why)
    return { client, secret }
  }

  /** The log has the reason; the answer only what whoever has no right secret may hear. */
  private refuse(code: string, client: Client | undefined, told = 'invalid-client'): never {
    this.security.note({ what: 'token', outcome: 'refused', ...(client && { subject: client.id }), facts: { code } })
    throw new DomainError(told)
  }

  /** Once a minute: a program that asks for a token with each request writes no more than that. */
  private async noteUse({ id }: Client, secret: ClientSecret): Promise<void> {
    let isFirst = false
    await this.uses.upsert(secret.id, (known) => {
      const decision = use(secret.id, known, this.clock.now())
      isFirst = decision !== undefined
      return decision
    })
    if (isFirst) this.security.note({ what: 'token', outcome: 'done', by: { id, role: 'gateway' }, facts: { secret: secret.id } })
  }
}
