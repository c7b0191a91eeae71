const prefix = 'yiwang.draft.'
const listeners = new Set<() => void>()
let changes = 0

/** What was typed and not yet sent, as this page has it: name and text. In the browser's storage lies the same, sealed. */
const drafts = new Map<string, string>()
let sealing: { of: string; key: CryptoKey } | undefined

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

const nameOf = (account: string, form: string) => `${prefix}${account}.${form}`

/** What was typed and not yet sent: personal data, so for this tab and this account only, and gone at sign-out. */
export function readDraft<T>(account: string, form: string): T | undefined {
  const text = drafts.get(nameOf(account, form))
  return text === undefined ? undefined : (JSON.parse(text) as T)
}

export function keepDraft(account: string, form: string, values: unknown): void {
  const name = nameOf(account, form)
  drafts.set(name, JSON.stringify(values))
  void store(name)
  changed()
}

export function dropDraft(account: string, form: string): void {
  drop((name) => name === nameOf(account, form))
}

/** Those of one kind (`call.<when it began>`), the newest first. */
export function draftsOf<T>(account: string, kind: string): { begun: string; values: T }[] {
  const start = `${nameOf(account, kind)}.`
  const found = [...drafts.keys()].flatMap((name) => {
    const begun = name.slice(start.length)
    const values = name.startsWith(start) && readDraft<T>(account, `${kind}.${begun}`)
    return values ? [{ begun, values }] : []
  })
  return found.sort((a, b) => b.begun.localeCompare(a.begun))
}

export const hasDrafts = (account: string): boolean => [...drafts.keys()].some((name) => name.startsWith(nameOf(account, '')))

export function dropDrafts(): void {
  drop(() => true)
}

/** Somebody signed out or in: what others wrote here before goes. */
export function dropOthersDrafts(account: string): void {
  drop((name) => !name.startsWith(nameOf(account, '')))
}

/** Nobody is signed in: what was written lies sealed in the storage, until its owner comes back. */
export function closeDrafts(): void {
  drafts.clear()
  sealing = undefined
  changed()
}

/**
 * Somebody is signed in: what they wrote before in this tab can be read again. The key is their account's, and comes from the service with each sign-in: it is kept
 * nowhere here. What another key sealed is gone; without one (no https, no WebCrypto) what is written lives as long as the page.
 */
export async function openDrafts(account: string, key: string | undefined): Promise<void> {
  dropOthersDrafts(account)
  if (!key || !globalThis.crypto?.subtle || sealing?.of === account + key) return
  sealing = { of: account + key, key: await crypto.subtle.importKey('raw', bytesOf(key), 'AES-GCM', false, ['encrypt', 'decrypt']) }
  for (const name of [...drafts.keys()]) void store(name)
  for (const name of kept().filter((one) => !drafts.has(one))) {
    const text = await unsealed(name, sessionStorage.getItem(name) ?? '', sealing.key)
    if (text === undefined) sessionStorage.removeItem(name)
    else drafts.set(name, text)
  }
  changed()
}

const kept = () => Object.keys(sessionStorage).filter((name) => name.startsWith(prefix))

function drop(which: (name: string) => boolean): void {
  for (const name of [...drafts.keys()]) if (which(name)) drafts.delete(name)
  for (const name of kept()) if (which(name)) sessionStorage.removeItem(name)
  changed()
}

/** Sealing takes a moment: what was typed or dropped meanwhile is newer, and has its own turn. */
async function store(name: string): Promise<void> {
  const text = drafts.get(name)
  if (text === undefined || !sealing) return
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const body = await crypto.subtle.encrypt(boundTo(name, iv), sealing.key, new TextEncoder().encode(text))
  if (drafts.get(name) === text) sessionStorage.setItem(name, `${textOf(iv)}.${textOf(new Uint8Array(body))}`)
}

async function unsealed(name: string, sealed: string, key: CryptoKey): Promise<string | undefined> {
  const [iv = '', body = ''] = sealed.split('.')
  try {
    return new TextDecoder().decode(await crypto.subtle.decrypt(boundTo(name, bytesOf(iv)), key, bytesOf(body)))
  } catch {
    return undefined
  }
}

const boundTo = (name: string, iv: BufferSource) => ({ name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(name) })
const textOf = (bytes: Uint8Array) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
const bytesOf = (text: string) => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0))
