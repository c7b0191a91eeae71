import { StoreUnavailable } from './errors'
import type { Vault } from './vault'

/** The name of a key that sealed something here. Documents lie under the one whose `since` (milliseconds) is the latest; one without comes in, where others have it. */
export interface KeyName {
  id: string
  since?: number
  /** It came when each service had keys of its own: nothing was hashed here for all of them together. */
  apart?: boolean
}

/** Names of the keys that were here before that. */
export const usedTogether = (names: KeyName[]): string[] => names.flatMap(({ id, apart }) => (apart ? [] : [id]))

/** The key that documents are sealed with; undefined where nothing was sealed yet. */
export const documentsKey = (names: KeyName[]): string | undefined => [...names].sort((a, b) => (b.since ?? 0) - (a.since ?? 0))[0]?.id

/** A change of the key was begun and has not ended: some documents lie under the one, some under the other. */
export const isUnderway = (names: KeyName[]): boolean =>
  names.some(({ since }) => since !== undefined) && names.some(({ since }) => since === undefined)

/** Everything lies under the vault's current key already. */
export const isRotated = (names: KeyName[], { keyIds: [current] }: Vault): boolean => documentsKey(names) === current && !isUnderway(names)

/**
 * A wrong DATA_KEY is told at the start, before anything is sealed with it, and so is a new one while documents still lie under the former: people would not
 * be found, and what is unique would be there twice. Throws StoreUnavailable.
 */
export function checkKeys(names: KeyName[], vault: Vault, where: string, { rotating = false } = {}): void {
  const known = vault.keyIds
  const documents = documentsKey(names)
  const missing = names.map(({ id }) => id).filter((id) => !known.includes(id))
  if (!vault.isWhole && !isUnderway(names) && (missing.length || (documents ?? known[0]) !== known[0]))
    throw new StoreUnavailable(
      `KEYS_FILE does not hold the keys of what lies in ${where}: make it anew with \`npm run keys\`, as after each change of the data key`,
    )
  if (documents !== undefined && missing.includes(documents))
    throw new StoreUnavailable(
      `the data in ${where} was sealed with another key (${documents}): DATA_KEY is not the one it was made with. To change it, put that one into DATA_KEYS_FORMER and run \`npm run rotate\``,
    )
  const coming = isUnderway(names) ? names.filter(({ id, since }) => since === undefined && missing.includes(id)) : []
  if (coming.length)
    throw new StoreUnavailable(
      `the data key of ${where} is being changed to ${coming[0].id}: set DATA_KEY to that one, put the one before into DATA_KEYS_FORMER, and run \`npm run rotate\` again to its end`,
    )
  if (missing.length)
    throw new StoreUnavailable(`events in ${where} were sealed with a former key (${missing.join(', ')}): put it into DATA_KEYS_FORMER again`)
  if (!rotating && isUnderway(names)) throw new StoreUnavailable(`the data key of ${where} is being changed: run \`npm run rotate\` again to its end`)
  if (!rotating && documents !== undefined && documents !== known[0])
    throw new StoreUnavailable(`the documents in ${where} still lie under the former key (${documents}): run \`npm run rotate\` first`)
}
