import { StoreUnavailable } from './errors'

/**
 * The form in which everything lies, by number; what lies in none was left by a version that noted none. A change raises it after which an earlier program would misread
 * what lies there, or spoil it. Versions of one form run side by side and can be left for each other.
 */
export const FORM = 2

/** Throws StoreUnavailable for what a newer version left. */
export function requireKnownForm(found: number, where: string): void {
  if (found > FORM)
    throw new StoreUnavailable(
      `${where} is kept in form ${found} by a newer version, and this one knows form ${FORM}: start the newer version, or put back a backup from before it`,
    )
}
