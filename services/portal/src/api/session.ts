import type { Phones } from '@yiwang/domain/normalization'
import { dropDrafts, dropOthersDrafts } from '../ui/form/drafts'
import type { PostView, SessionView, SignedInAccount } from './generated/identity'
import { Problem } from './problem'

/** `expired`: the account is known, its login is not valid any more; the page stays and a login lies over it. */
export type Session =
  | { stage: 'starting' | 'out'; account?: undefined }
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

let current: Session = { stage: 'starting' }
let token: string | undefined
let phones: Phones = {}
let renewing: Promise<boolean> | undefined
let timer: ReturnType<typeof setTimeout> | undefined
const listeners = new Set<() => void>()

export const session = {
  get: () => current,
  token: () => token,
  /** How telephone numbers are written in this city. */
  phones: () => phones,
  subscribe(listener: () => void) {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },

  /** At load: a cookie from before signs in again without asking. */
  async resume(): Promise<void> {
    if (localStorage.getItem(hint) && (await session.renew())) return
    if (current.stage === 'starting') become({ stage: 'out' })
  },

  async signIn(account: string, password: string): Promise<void> {
    const response = await post(door, { account, password })
    if (!response.ok) throw await Problem.from(response)
    accept(await response.json())
  },

  /** To work by another of one's assignments. No refresh beside it: both change the cookie. */
  changeOver(assignment: string): Promise<void> {
    return alone(async () => {
      const response = await post(`${door}/assignment`, { assignment })
      if (!response.ok) throw await Problem.from(response)
      accept(await response.json())
    })
  },

  async signOut(): Promise<void> {
    const used = token
    forget()
    become({ stage: 'out' })
    await fetch(`${door}/current`, { method: 'DELETE', headers: used ? { authorization: `Bearer ${used}` } : {} }).catch(() => undefined)
  },

  /** One refresh at a time: of this tab by the promise, of all tabs by the lock, so that each goes out with the token that the one before brought. */
  renew(): Promise<boolean> {
    renewing ??= alone(refresh).finally(() => {
      renewing = undefined
    })
    return renewing
  },
}

async function refresh(): Promise<boolean> {
  try {
    const response = await post(`${door}/refresh`, undefined, AbortSignal.timeout(patience))
    if (response.ok) {
      accept(await response.json())
      return true
    }
    if (response.status < 500 && response.status !== 429) expire()
    else schedule(pause)
  } catch {
    // No answer, or half of one: the service may have changed the token all the same.
    schedule(pause)
  }
  return false
}

/** Locks exist only on https and localhost; elsewhere this tab alone is careful. */
function alone<T>(work: () => Promise<T>): Promise<T> {
  return navigator.locks ? (navigator.locks.request('yiwang.refresh', work) as Promise<T>) : work()
}

async function post(path: string, body?: object, signal?: AbortSignal): Promise<Response> {
  const headers = body ? { 'content-type': 'application/json' } : undefined
  try {
    return await fetch(path, { method: 'POST', headers, body: body && JSON.stringify(body), signal })
  } catch {
    throw Problem.offline()
  }
}

function accept(answer: SessionView): void {
  dropOthersDrafts(answer.account.id)
  token = answer.accessToken
  phones = { areaCode: answer.phoneAreaCode }
  localStorage.setItem(hint, '1')
  schedule(Math.max(5, answer.expiresIn - early))
  become({ stage: 'in', account: answer.account, assignment: answer.assignment, assignments: answer.assignments ?? [] })
}

function expire(): void {
  token = undefined
  localStorage.removeItem(hint)
  clearTimeout(timer)
  become(current.account ? { ...current, stage: 'expired' } : { stage: 'out' })
}

function forget(): void {
  token = undefined
  localStorage.removeItem(hint)
  clearTimeout(timer)
  dropDrafts()
}

function schedule(seconds: number): void {
  clearTimeout(timer)
  timer = setTimeout(() => void session.renew(), seconds * 1000)
}

function become(next: Session): void {
  current = next
  for (const listener of listeners) listener()
}
