import type { KeyObject } from 'node:crypto'
import type { StationFile } from '../sqlite/file'
import { type EventRow, eventOf } from './aggregates'
import { found } from './fault'
import { type Head, isSigned, rootOf, type Seal, sealHash } from './seal'

/** A seal that was kept elsewhere. */
export type KnownSeal = Pick<Seal, 'number' | 'signature'>

/** Seals are chained and signed, and what each of them saw is still there as it was. Throws Found; answers how many there are. */
export function checkSeals(file: StationFile, keys: KeyObject[], known: KnownSeal | undefined): number {
  let before: Seal | undefined
  for (const seal of file.all<Seal>('SELECT * FROM seals ORDER BY number')) {
    const expected = (before?.number ?? 0) + 1
    if (seal.number !== expected) found('seal', `seal ${expected} is missing`, { sequence: expected })
    if (!isSigned(seal, keys)) found('seal', `seal ${seal.number} was altered: its signature does not fit`, { sequence: seal.number })
    if (seal.previous !== (before ? sealHash(before) : ''))
      found('seal', `seal ${seal.number} does not follow the seal before it`, { sequence: seal.number })
    if (known?.number === seal.number && known.signature !== seal.signature)
      found('seal', `seal ${seal.number} is not the one that was kept elsewhere`, { sequence: seal.number })
    checkHeads(file, seal)
    before = seal
  }
  const last = before?.number ?? 0
  if (known && known.number > last) found('seal', `seal ${last + 1} is missing: seal ${known.number} was kept elsewhere`, { sequence: last + 1 })
  return last
}

function checkHeads(file: StationFile, { number, root, position, count }: Seal): void {
  const heads = file.all<Head>('SELECT source, subject, sequence, hash FROM sealed_heads WHERE seal = ? ORDER BY source, subject', number)
  if (rootOf(heads) !== root) found('seal', `the heads under seal ${number} were altered`, { sequence: number })
  for (const head of heads) {
    const { source, subject, sequence, hash } = head
    const name = `event ${sequence} of ${source}/${subject}`
    const row = file.get<EventRow>(
      'SELECT topic, partition, source, subject, sequence, event FROM log WHERE source = ? AND subject = ? AND sequence = ?',
      source,
      subject,
      sequence,
    )
    if (!row) found('event', `${name} is missing: seal ${number} saw it`, head)
    if (eventOf(row).hash !== hash) found('event', `${name} was replaced: seal ${number} saw another`, head)
  }
  const { n } = file.get<{ n: number }>('SELECT count(*) AS n FROM log WHERE position <= ?', position) as { n: number }
  if (n !== count) found('log', `there are ${n} events where seal ${number} counted ${count}`)
}
