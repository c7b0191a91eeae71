import type { Phones } from '@yiwang/domain/normalization'
import { closeDrafts, dropDrafts, openDrafts } from '../ui/form/drafts'
import { alone } from './alone'
import type { PostView, SessionView, SignedInAccount } from './generated/identity'
import { Problem } from './problem'
import { listenToTabs, tellTabs } from './tabs'

/** `expired`: the account is known, its login is not valid any more; the page stays and a login lies over it. */
export type Session =
  /** `idle`: nobody was there for a while. */
  | { stage: 'starting' | 'out'; account?: undefined; idle?: boolean }
  /** `assignment`: the one of their `assignments` by which they work now. */
  | { stage: 'in' | 'expired'; account: SignedInAccount; assignment: string; assignments: PostView[] }

/** Who is at this screen, and as what: what one was shown is not for the other. */
export const whoIs = (session: Session): string | undefined => session.account && `${session.account.id} ${session.assignment}`

const door = '/api/identity/sessions'
/** Only says that a refresh cookie may exist, so that a first visit does not ask (and fail) in vain. */
const hint = 'yiwang.signed-in'
const early = 60
/** An answer that is lost can be asked for again within half a minute of the change that it told of: given up and asked again well before. */
const patience = 8_000
const pause = 5
const lock = 'yiwang.refresh'

let current: Session = { stage: 'starting' }
let token: string | undefined
let phones: Phones = {}
let idleMinutes: number | undefined
let renewing: Promise<boolean> | undefined
/** How often somebody left: an answer that was under way meanwhile signs nobody in. */
let leaves = 0
let timer: ReturnType<typeof setTimeout> | undefined
const listeners = new Set<() => void>()

export const session = {
  get: () => current,
  token: () => token,
  /** How telephone numbers are written in this city. */
  phones: () => phones,
  /** After how many minutes without a sign of life nobody is signed in any more. */
  idleMinutes: () => idleMinutes,
  subscribe(listener: () => void) {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },

  /** At load: a cookie from before signs in again without asking. */
  async resume(): Promise<void> {
    listenToTabs(hear)
    if (localStorage.getItem(hint) && (await session.renew())) return
    if (current.stage === 'starting') become({ stage: 'out' })
  },

  /** A ticket, where a second factor is still to be shown (`signInByCode`). */
  async signIn(account: string, password: string): Promise<string | undefined> {
    const response = await post(door, { account, password })
    if (response.ok) return enter(response)
    const body = await response.json().catch(() => undefined)
    if (body?.code === 'second-factor-needed') return body.ticket
    throw Problem.of(response.status, body)
  },

  async signInByCode(ticket: string, code: string): Promise<void> {
    const response = await post(`${door}/second-factor`, { ticket, code })
    if (!response.ok) throw await Problem.from(response)
    await enter(response)
  },

  /** To work by another of one's assignments. No refresh beside it: both change the cookie. */
  changeOver(assignment: string): Promise<void> {
    return alone(lock, async () => {
      const since = leaves
      const response = await post(`${door}/assignment`, { assignment })
      if (!response.ok) throw await Problem.from(response)
      await accept(await response.json(), since)
    })
  },

  /** In every tab, with all that was written and not sent. */
  signOut: (): Promise<void> => leave('out'),

  /** Nobody is there any more: in every tab, but what was written stays for its owner. */
  signOutIdle: (): Promise<void> => leave('idle'),

  /** One refresh at a time: of this tab by the promise, of all tabs by the lock, so that each goes out with the token that the one before brought. */
  renew(): Promise<boolean> {
    if (renewing) return renewing
    const own = alone(lock, refresh).finally(() => {
      if (renewing === own) renewing = undefined
    })
    renewing = own
    return own
  },
}

async function refresh(): Promise<boolean> {
  const since = leaves
  try {
    const response = await post(`${door}/refresh`, undefined, AbortSignal.timeout(patience))
    if (response.ok) return await accept(await response.json(), since)
    if (since !== leaves) return false
    if (response.status < 500 && response.status !== 429) expire()
    else schedule(pause)
  } catch {
    // No answer, or half of one: the service may have changed the token all the same.
    if (since === leaves) schedule(pause)
  }
  return false
}

async function post(path: string, body?: object, signal?: AbortSignal): Promise<Response> {
  const headers = body ? { 'content-type': 'application/json' } : undefined
  try {
    return await fetch(path, { method: 'POST', headers, body: body && JSON.stringify(body), signal })
  } catch {
    throw Problem.offline()
  }
}

async function enter(response: Response): Promise<undefined> {
  await accept(await response.json())
  if (current.account) tellTabs({ what: 'in', account: current.account.id })
}

/** Whether they are signed in by it: not where somebody left `since`. */
async function accept(answer: SessionView, since = leaves): Promise<boolean> {
  if (since === leaves) await openDrafts(answer.account.id, answer.draftKey)
  if (since !== leaves) {
    if (!current.account) closeDrafts()
    return false
  }
  token = answer.accessToken
  phones = { areaCode: answer.phoneAreaCode }
  idleMinutes = answer.idleMinutes
  localStorage.setItem(hint, '1')
  schedule(Math.max(5, answer.expiresIn - early))
  become({ stage: 'in', account: answer.account, assignment: answer.assignment, assignments: answer.assignments ?? [] })
  return true
}

function expire(): void {
  token = undefined
  localStorage.removeItem(hint)
  clearTimeout(timer)
  become(current.account ? { ...current, stage: 'expired' } : { stage: 'out' })
}

async function leave(how: 'out' | 'idle'): Promise<void> {
  const used = token
  if (current.account) tellTabs({ what: how, account: current.account.id })
  forget(how)
  await fetch(`${door}/current`, { method: 'DELETE', headers: used ? { authorization: `Bearer ${used}` } : {} }).catch(() => undefined)
}

function forget(how: 'out' | 'idle'): void {
  leaves += 1
  renewing = undefined
  token = undefined
  localStorage.removeItem(hint)
  clearTimeout(timer)
  if (how === 'idle') closeDrafts()
  else dropDrafts()
  become({ stage: 'out', idle: how === 'idle' })
}

/** Tabs share one cookie: who leaves one leaves all, and who comes in at one is who all go on with. */
function hear({ what, account }: { what: 'in' | 'out' | 'idle'; account: string }): void {
  if (what === 'in') {
    if (current.account && current.account.id !== account) forget('out')
    if (current.stage !== 'in') void session.renew()
  } else if (current.account?.id === account) forget(what)
}

function schedule(seconds: number): void {
  clearTimeout(timer)
  timer = setTimeout(() => void session.renew(), seconds * 1000)
}

function become(next: Session): void {
  current = next
  for (const listener of listeners) listener()
}
