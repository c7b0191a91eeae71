const prefix = 'yiwang.draft.'

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
}

export function dropDraft(account: string, form: string): void {
  sessionStorage.removeItem(`${prefix}${account}.${form}`)
}

export function dropDrafts(): void {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(prefix)) sessionStorage.removeItem(key)
}
