import { readFileSync } from 'node:fs'
import { SettingsError } from '@yiwang/platform'
import type { MessageSettings } from './config'
import type { Outcome } from './message'
import type { Template } from './template'

export interface Outgoing {
  id: string
  to: string
  text: string
  template: Template
  values: readonly string[]
}

/** Whatever carries messages. */
export interface Gateway {
  /** Whether the words stay to be looked at, since they went nowhere. */
  keeps: boolean
  deliver(message: Outgoing): Promise<Outcome>
}

/** Nothing leaves; an admin sees what would have. */
export const simulator: Gateway = { keeps: true, deliver: async () => 'sent' }

const PATIENCE_MS = 10_000

/**
 * The city's gateway over HTTP, in a form of our own that its adapter takes (docs/residents.md): a POST of id, number, signature, approved template and values. The id comes
 * as `Idempotency-Key` too: what is sent again after an answer was lost is the same message.
 */
export class HttpGateway implements Gateway {
  readonly keeps = false

  constructor(
    private readonly url: string,
    private readonly token: string,
    private readonly signature: string,
    private readonly approvals: ReadonlyMap<string, string>,
  ) {}

  async deliver({ id, to, text, template, values }: Outgoing): Promise<Outcome> {
    const named = Object.fromEntries(template.values.map((name, at) => [name, values[at]]))
    const body = JSON.stringify({ id, to, signature: this.signature, template: this.approvals.get(template.name), values: named, text })
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${this.token}`, 'idempotency-key': id }
    try {
      const answer = await fetch(this.url, { method: 'POST', headers, body, redirect: 'error', signal: AbortSignal.timeout(PATIENCE_MS) })
      await answer.body?.cancel()
      if (answer.ok) return 'sent'
      return answer.status >= 500 || answer.status === 429 || answer.status === 408 ? 'away' : 'refused'
    } catch {
      return 'away'
    }
  }
}

/** By the settings; undefined where nothing is sent. Throws SettingsError where one is missing: a template without its number would be refused message by message. */
export function openGateway(settings: MessageSettings, templates: readonly Template[]): Gateway | undefined {
  const { MESSAGES, MESSAGES_URL, MESSAGES_TOKEN_FILE, MESSAGES_SIGNATURE, MESSAGES_APPROVALS = new Map<string, string>() } = settings
  if (MESSAGES !== 'gateway') return MESSAGES === 'simulator' ? simulator : undefined
  if (!MESSAGES_URL || !MESSAGES_TOKEN_FILE) throw new SettingsError('MESSAGES: a gateway needs MESSAGES_URL and MESSAGES_TOKEN_FILE')
  const unapproved = templates.find(({ name }) => !MESSAGES_APPROVALS.has(name))
  if (unapproved) throw new SettingsError(`MESSAGES_APPROVALS: the number of ${unapproved.name} is missing`)
  return new HttpGateway(MESSAGES_URL, readToken(MESSAGES_TOKEN_FILE), MESSAGES_SIGNATURE, MESSAGES_APPROVALS)
}

function readToken(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch (error) {
    throw new SettingsError(`MESSAGES_TOKEN_FILE: ${path} cannot be read: ${(error as NodeJS.ErrnoException).code}`)
  }
}
