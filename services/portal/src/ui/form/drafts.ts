const prefix = 'yiwang.draft.'
const listeners = new Set<() => void>()
let changes = 0

function changed(): void {
  changes += 1
  for (const listener of listeners) listener()
}

/** For whoever shows what lies here. */
export const draftChanges = {
  subscribe(listener: () => void) {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
  count: () => changes,
}

/** What was typed and not yet sent: personal data, so for this tab and this account only, and gone at sign-out. */
export function readDraft<T>(account: string, form: string): T | undefined {
  const text = sessionStorage.getItem(`${prefix}${account}.${form}`)
  try {
    return text ? (JSON.parse(text) as T) : undefined
  } catch {
    return undefined
  }
}

export function keepDraft(account: string, form: string, values: unknown): void {
  sessionStorage.setItem(`${prefix}${account}.${form}`, JSON.stringify(values))
  changed()
}

export function dropDraft(account: string, form: string): void {
  sessionStorage.removeItem(`${prefix}${account}.${form}`)
  changed()
}

/** Those of one kind (`call.<when it began>`), the newest first. */
export function draftsOf<T>(account: string, kind: string): { begun: string; values: T }[] {
  const start = `${prefix}${account}.${kind}.`
  const found = Object.keys(sessionStorage).flatMap((key) => {
    const begun = key.slice(start.length)
    const values = key.startsWith(start) && readDraft<T>(account, `${kind}.${begun}`)
    return values ? [{ begun, values }] : []
  })
  return found.sort((a, b) => b.begun.localeCompare(a.begun))
}

export const hasDrafts = (account: string): boolean => Object.keys(sessionStorage).some((key) => key.startsWith(`${prefix}${account}.`))

export function dropDrafts(): void {
  drop(() => true)
}

/** Somebody signs in where another one may have been before. */
export function dropOthersDrafts(account: string): void {
  drop((key) => !key.startsWith(`${prefix}${account}.`))
}

function drop(which: (key: string) => boolean): void {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(prefix) && which(key)) sessionStorage.removeItem(key)
  changed()
}
