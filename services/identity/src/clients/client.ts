import { timingSafeEqual } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { type Capability, type ClientTerms, scopeOfClients } from '@yiwang/auth/capabilities'
import { type Day, type Decision, DomainError, dayAfter, dayOf, newId, startOf } from '@yiwang/domain'
import { type Line, requireIndependent } from '../accounts/line'
import { hashOf } from '../secrets'
import { newSid } from '../sessions/session'

/** A program that asks at our doors in nobody's name: the city's 12345, an exchange, a gateway. */
export interface Client {
  /** Its `client_id`. */
  id: string
  name: string
  purpose: string
  /** The account of whoever answers for it. */
  responsibleId: string
  areaCode: string
  areas: string[]
  scopes: GrantedScope[]
  /** Whether one of them is yet to be confirmed. */
  unconfirmed?: boolean
  /** Addresses and networks that it asks from; anywhere where there are none. */
  addresses: string[]
  /** Requests a minute. */
  perMinute: number
  /** The last day on which it is let in. */
  until?: Day
  disabled: boolean
  /** The newest last; two while it changes over from one to the other. */
  secrets: ClientSecret[]
  /** Of tokens that are over by changes of late, and since when: told once more where a process ended before it told. */
  gone?: string[]
  goneAt?: Date
  createdAt: Date
}

/** Something that it may do, and who says so. */
export interface GrantedScope {
  scope: Capability
  givenBy: string
  givenAt: Date
  /** Whose word it was. */
  line: Line
  /** As of an assignment: `waiting` is not in force until an independent admin agrees; `alone` is, since there was nobody independent to ask. */
  unconfirmed?: 'waiting' | 'alone'
  confirmedBy?: string
  confirmedAt?: Date
}

/** By which it shows that it is itself. */
export interface ClientSecret {
  id: string
  hash: string
  /** Names in tokens what was issued by it, and is another after each change of what they say. */
  sid: string
  createdAt: Date
  /** The last day on which it is taken: there is a newer one. */
  until?: Day
}

export type WantedClient = Pick<Client, 'name' | 'purpose' | 'responsibleId' | 'areaCode' | 'areas' | 'perMinute' | 'until'> & {
  scopes: Capability[]
  addresses?: string[]
}
export type ClientChange = Partial<Pick<Client, 'name' | 'purpose' | 'responsibleId' | 'addresses' | 'perMinute' | 'until' | 'disabled'>> & {
  scopes?: Capability[]
}

interface Giving {
  by: { id: string }
  /** Theirs, over the area. */
  line: Line
  now: Date
  /** Whether there is nobody independent who may agree. */
  alone: boolean
}

const MOST_SECRETS = 2
/** Longer than a token is good, and more than anybody changes meanwhile. */
const GONE_FOR_MS = 20 * 60_000
const MOST_GONE = 50

const isOver = (until: Day | undefined, now: Date): boolean => until !== undefined && until < dayOf(now)

export function openClient({ scopes, addresses = [], ...wanted }: WantedClient, hash: string, giving: Giving): Decision<Client> {
  requireToCome(wanted.until, 'until', giving.now)
  const client: Client = {
    ...wanted,
    id: newId(),
    addresses,
    scopes: granted([], scopes, giving),
    disabled: false,
    secrets: [newSecretOf(hash, giving.now)],
    createdAt: giving.now,
  }
  return { set: { ...client, unconfirmed: isUnconfirmed(client) } }
}

/** `scopes`: all that it shall have from now on. */
export function changeClient(client: Client, { scopes, ...change }: ClientChange, giving: Giving): Decision<Client> {
  requireToCome(change.until, 'until', giving.now)
  return telling(client, { ...change, ...(scopes && { scopes: granted(client.scopes, scopes, giving) }) }, giving.now)
}

/** Throws as `requireIndependent` does for whoever granted it, and for whoever is in one line with them; undefined where nothing is to be confirmed. */
export function confirmScope(client: Client, scope: string, { by, line, now }: Omit<Giving, 'alone'>): Decision<Client> | undefined {
  const wanted = client.scopes.find((one) => one.scope === scope)
  if (!wanted) throw new DomainError('not-found')
  if (!wanted.unconfirmed) return undefined
  requireIndependent({ id: by.id, line }, { id: wanted.givenBy, line: wanted.line })
  const confirmed = { ...wanted, unconfirmed: undefined, confirmedBy: by.id, confirmedAt: now }
  return telling(client, { scopes: client.scopes.map((one) => (one === wanted ? confirmed : one)) }, now)
}

/** One more secret. The former one is taken until the end of a day, so that whoever runs the program has time to put the new one there; where none is said, no more. */
export function rotateSecret(
  client: Client,
  hash: string,
  { formerUntil, mostDays, now }: { formerUntil?: Day; mostDays: number; now: Date },
): Decision<Client> {
  requireToCome(formerUntil, 'formerUntil', now)
  if (formerUntil !== undefined && formerUntil > dayOf(new Date(now.getTime() + mostDays * 24 * 60 * 60_000)))
    throw new DomainError('rotation-too-long', { field: 'formerUntil', max: mostDays })
  const former = formerUntil === undefined ? [] : standingSecrets(client, now)
  if (former.length >= MOST_SECRETS) throw new DomainError('rotation-under-way')
  return { set: withSecrets(client, [...former.map((one) => ({ ...one, until: formerUntil })), newSecretOf(hash, now)], now) }
}

/** At once: whoever has it gets nothing by it any more. */
export function withdrawSecret(client: Client, secretId: string, now: Date): Decision<Client> {
  const left = client.secrets.filter(({ id }) => id !== secretId)
  if (left.length === client.secrets.length) throw new DomainError('not-found')
  return { set: withSecrets(client, left, now) }
}

export const scopesInForce = ({ scopes }: Pick<Client, 'scopes'>): Capability[] =>
  scopes.flatMap(({ scope, unconfirmed }) => (unconfirmed === 'waiting' || !scopeOfClients(scope) ? [] : [scope]))

export const standingSecrets = ({ secrets }: Pick<Client, 'secrets'>, now: Date): ClientSecret[] => secrets.filter(({ until }) => !isOver(until, now))

const NOBODY = hashOf('nobody')

/** Which of its secrets this is. As much is compared for a client that nobody knows, and for one that has a single secret or none. */
export function secretOf(client: Client | undefined, secret: string, now: Date): ClientSecret | undefined {
  const shown = Buffer.from(hashOf(secret))
  const standing = client ? standingSecrets(client, now) : []
  const matches = Array.from({ length: MOST_SECRETS }, (_, at) => timingSafeEqual(Buffer.from(standing[at]?.hash ?? NOBODY), shown))
  return standing[matches.indexOf(true)]
}

/** Why it is not let in, though it has shown who it is. */
export function shutOut({ disabled, until }: Client, now: Date): 'client-disabled' | 'client-over' | undefined {
  if (disabled) return 'client-disabled'
  return isOver(until, now) ? 'client-over' : undefined
}

/** What it asks for of what it was granted, or all of that. Throws `invalid-scope`. */
export function scopesAsked(client: Client, asked: string | undefined): Capability[] {
  const inForce = scopesInForce(client)
  const wanted = asked === undefined ? inForce : [...new Set(asked.split(' ').filter(Boolean))]
  if (!wanted.length || !wanted.every((one) => (inForce as string[]).includes(one))) throw new DomainError('invalid-scope')
  return wanted as Capability[]
}

export const termsOf = ({ perMinute, addresses }: Client, scopes: Capability[]): ClientTerms => ({
  scopes,
  perMinute,
  ...(addresses.length && { addresses }),
})

/** For how long a token of it is good: never beyond its secret, nor beyond the client. */
export function secondsOf({ until }: Client, secret: ClientSecret, now: Date, most: number): number {
  const ends = [until, secret.until].flatMap((day) => (day ? [startOf(dayAfter(day)).getTime()] : []))
  return Math.min(most, ...ends.map((end) => Math.floor((end - now.getTime()) / 1000)))
}

const newSecretOf = (hash: string, now: Date): ClientSecret => ({ id: newId(), hash, sid: newSid(), createdAt: now })

const isUnconfirmed = ({ scopes }: Pick<Client, 'scopes'>): true | undefined => scopes.some(({ unconfirmed }) => unconfirmed) || undefined

function granted(before: GrantedScope[], wanted: Capability[], { by, line, now, alone }: Giving): GrantedScope[] {
  return [...new Set(wanted)].map(
    (scope) =>
      before.find((one) => one.scope === scope) ?? {
        scope,
        givenBy: by.id,
        givenAt: now,
        line,
        ...(scopeOfClients(scope)?.confirmed && { unconfirmed: alone ? 'alone' : 'waiting' }),
      },
  )
}

function requireToCome(day: Day | undefined, field: string, now: Date): void {
  if (isOver(day, now)) throw new DomainError('day-over', { field })
}

/** What names tokens that are over by it is kept for a while. */
function withSecrets({ secrets: before, gone = [], goneAt }: Client, secrets: ClientSecret[], now: Date): Partial<Client> {
  const dropped = before.flatMap(({ sid }) => (secrets.some((one) => one.sid === sid) ? [] : [sid]))
  if (!dropped.length) return { secrets }
  const lately = goneAt && now.getTime() - goneAt.getTime() < GONE_FOR_MS ? gone : []
  return { secrets, gone: [...lately, ...dropped].slice(-MOST_GONE), goneAt: now }
}

/** What its tokens say of it. */
const told = (client: Client) => ({ ...termsOf(client, scopesInForce(client)), name: client.name, until: client.until, disabled: client.disabled })

/** Where its tokens say otherwise, they are over. */
function telling(client: Client, set: Partial<Client>, now: Date): Decision<Client> {
  const after = { ...client, ...set }
  const isSame = isDeepStrictEqual(told(client), told(after))
  const renamed = () => client.secrets.map((one) => ({ ...one, sid: newSid() }))
  return { set: { ...set, ...(!isSame && withSecrets(client, renamed(), now)), unconfirmed: isUnconfirmed(after) } }
}
