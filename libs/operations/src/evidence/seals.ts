import type { Vault } from '@yiwang/persistence'
import { nameOf } from './chain'
import { found } from './fault'
import { type Head, isSigned, rootOf, type Seal, STATION, sealHash, sealName } from './seal'

/** A seal that was kept elsewhere. */
export type KnownSeal = Pick<Seal, 'chain' | 'number' | 'signature'>

/** Seals as a row keeps them, and the events that they are compared with. */
export interface Sealed {
  /** By chain and number. */
  all(): Promise<Seal[]>
  /** By source and subject. */
  heads(seal: Seal): Promise<Head[]>
  /** The hash of the event at a head's place; undefined where there is none. */
  hashAt(head: Head): string | undefined
  /** How many events there are up to the position of a seal that was made here. */
  count(seal: Seal): number
}

/** The first seal that says that a service's documents are proven; undefined where none does that was signed with one of its keys. */
export const provenSince = (seals: Seal[], service: string, vault: Vault): Seal | undefined =>
  seals.find((seal) => seal.proven && (seal.chain === STATION || seal.chain.startsWith(`${service}.`)) && isSigned(seal, vault))

/** Each seal follows the one before, is signed, and its heads are events that are still there with the same hash. Throws Found; answers how many seals there are. */
export async function checkSeals(sealed: Sealed, vault: Vault, known: KnownSeal | undefined): Promise<number> {
  const lasts = new Map<string, Seal>()
  const seals = await sealed.all()
  for (const seal of seals) {
    checkFollows(seal, lasts.get(seal.chain), vault)
    if (known?.chain === seal.chain && known.number === seal.number && known.signature !== seal.signature)
      found('seal', `seal ${sealName(seal)} is not the one that was kept elsewhere`, { sequence: seal.number })
    await checkSeen(sealed, seal)
    lasts.set(seal.chain, seal)
  }
  if (known) {
    const next = { chain: known.chain, number: (lasts.get(known.chain)?.number ?? 0) + 1 }
    if (known.number >= next.number)
      found('seal', `seal ${sealName(next)} is missing: seal ${sealName(known)} was kept elsewhere`, { sequence: next.number })
  }
  return seals.length
}

function checkFollows(seal: Seal, before: Seal | undefined, vault: Vault): void {
  const name = sealName(seal)
  const due = { chain: seal.chain, number: (before?.number ?? 0) + 1 }
  if (seal.number !== due.number) found('seal', `seal ${sealName(due)} is missing`, { sequence: due.number })
  if (!isSigned(seal, vault)) found('seal', `seal ${name} was altered: its signature does not fit`, { sequence: seal.number })
  if (seal.previous !== (before ? sealHash(before) : '')) found('seal', `seal ${name} does not follow the seal before it`, { sequence: seal.number })
}

async function checkSeen(sealed: Sealed, seal: Seal): Promise<void> {
  const name = sealName(seal)
  const heads = await sealed.heads(seal)
  if ((await rootOf(heads)) !== seal.root) found('seal', `the heads under seal ${name} were altered`, { sequence: seal.number })
  for (const head of heads) {
    const hash = sealed.hashAt(head)
    if (hash === undefined) found('event', `${nameOf(head)} is missing: seal ${name} saw it`, head)
    if (hash !== head.hash) found('event', `${nameOf(head)} was replaced: seal ${name} saw another`, head)
  }
  if (seal.moved) return
  const count = sealed.count(seal)
  if (count !== seal.count) found('log', `there are ${count} events where seal ${name} counted ${seal.count}`)
}
