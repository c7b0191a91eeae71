import { alone } from '../api/alone'
import type {
  ActingView,
  CardLookView,
  CodeSentView,
  LeaveView,
  ProofView,
  ResidentSessionView,
  SignedInResident,
  WaysView,
} from '../api/generated/identity'
import type { RecognitionView } from '../api/generated/information-network'
import { Problem } from '../api/problem'
import { tabsOf } from '../api/tabs'

/** A resident at this browser, beside whoever of staff may be signed in in it: another cookie, another token. */
export type MySession =
  | { stage: 'starting' | 'out'; resident?: undefined; acting?: undefined; unread?: undefined }
  | {
      stage: 'in'
      resident: SignedInResident
      /** For whom they act. */
      acting?: ActingView
      /** That this is another than before was chosen at another window, or what was agreed has ended: nobody at this one knows yet. */
      unread?: true
    }

const identity = '/api/identity/residents'
/** Only says that a cookie may exist, so that a first visit does not ask (and fail) in vain. */
const hint = 'yiwang.my-signed-in'
const lock = 'yiwang.my-refresh'
const early = 60
const pause = 5
const patience = 8_000
/** Whoever has touched nothing for so long, in any tab, is not there: the session is left to run out. */
const awake = 25 * 60_000
/** Other tabs need not hear of every touch. */
const toldEvery = 30_000

const tabs = tabsOf<News>('yiwang.my-session')

interface News {
  what: 'in' | 'out'
  resident: string
  acting?: string
}

let current: MySession = { stage: 'starting' }
let token: string | undefined
let timer: ReturnType<typeof setTimeout> | undefined
let renewing: Promise<boolean> | undefined
/** How often somebody came or left: an answer that was asked for before that is nobody's any more. */
let turns = 0
let touched = Date.now()
let told = 0
const listeners = new Set<() => void>()

for (const sign of ['pointerdown', 'keydown'] as const) addEventListener(sign, touch, { passive: true })

export const mySession = {
  get: () => current,
  token: () => token,
  isOver: () => current.stage !== 'in',
  whose: () => `${current.resident?.id} ${current.acting?.proxyId}`,
  subscribe(listener: () => void) {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },

  /** At load: a cookie from before signs in again without asking. */
  async resume(): Promise<void> {
    tabs.listen(hear)
    tabs.onAlive(() => (touched = Date.now()))
    if (current.stage !== 'starting') return
    if (localStorage.getItem(hint)) await mySession.renew()
    if (current.stage === 'starting') become({ stage: 'out' })
  },

  ways: () => ask<WaysView>('GET', `${identity}/ways`),
  sendCode: (phone: string, language: string) => ask<CodeSentView>('POST', `${identity}/codes`, { phone, language }),
  /** That the telephone is in their hands. */
  checkCode: async (phone: string, code: string) => (await ask<ProofView>('POST', `${identity}/codes/check`, { phone, code })).proof,
  lookAtCard: async (code: string) => (await ask<CardLookView>('POST', `${identity}/cards/look`, { code })).firstUse,

  /** The register says who they are, and identity lets them in. */
  async byProof(proof: string, lastFour?: string): Promise<void> {
    const { recognition } = await ask<RecognitionView>('POST', '/api/information-network/recognitions', { proof, lastFour })
    await enter('', { recognition })
  },

  /** To the province's page; it leads back to this one. */
  async leaveForProvince(): Promise<void> {
    location.assign((await ask<LeaveView>('POST', `${identity}/province`)).url)
  },

  async byProvince(query: string): Promise<void> {
    await mySession.byProof((await ask<ProofView>('POST', `${identity}/province/return`, { query })).proof)
  },

  byCard: (code: string, pin: string): Promise<void> => enter('/card', { code, pin }),

  /** For another by what was agreed with them, or for oneself again: in every tab, each of which says so. */
  act(proxyId?: string): Promise<void> {
    const since = turns
    return alone(lock, async () => {
      if (since !== turns) return
      const answer = await ask<ResidentSessionView>('POST', `${identity}/sessions/acting`, { proxyId })
      if (since !== turns) return
      turns += 1
      accept(answer, true)
      tabs.tell({ what: 'in', resident: answer.resident.id, acting: answer.acting?.proxyId })
    })
  },

  /** Somebody has read for whom it goes on. */
  read(): void {
    if (current.stage === 'in') become({ ...current, unread: undefined })
  },

  /** In every tab. */
  async signOut(): Promise<void> {
    if (current.resident) tabs.tell({ what: 'out', resident: current.resident.id })
    leave()
    await fetch(`${identity}/sessions/current`, { method: 'DELETE' }).catch(() => undefined)
  },

  /** One at a time, of this tab and of all: each goes out with the cookie that the one before brought. */
  renew(): Promise<boolean> {
    if (renewing) return renewing
    const own = alone(lock, refresh).finally(() => {
      if (renewing === own) renewing = undefined
    })
    renewing = own
    return own
  },
}

/** Behind a refresh that is under way, whose cookie would otherwise come after theirs. */
function enter(way: string, shown: object): Promise<void> {
  return alone(lock, async () => {
    const answer = await ask<ResidentSessionView>('POST', `${identity}/sessions${way}`, shown)
    turns += 1
    accept(answer)
    tabs.tell({ what: 'in', resident: answer.resident.id })
  })
}

async function refresh(): Promise<boolean> {
  const since = turns
  try {
    const answer = await ask<ResidentSessionView>('POST', `${identity}/sessions/refresh`, undefined, patience)
    if (since !== turns) return false
    accept(answer)
    return true
  } catch (error) {
    if (since !== turns) return false
    if (error instanceof Problem && error.status > 0 && error.status < 500 && error.status !== 429) leave()
    else schedule(pause)
    return false
  }
}

function accept({ accessToken, expiresIn, resident, acting }: ResidentSessionView, isChosen = false): void {
  token = accessToken
  localStorage.setItem(hint, '1')
  schedule(Math.max(5, expiresIn - early))
  const isOther = current.resident?.id === resident.id && current.acting?.proxyId !== acting?.proxyId
  const unread = !isChosen && (isOther || current.unread)
  become({ stage: 'in', resident, ...(acting && { acting }), ...(unread && { unread }) })
}

function leave(): void {
  turns += 1
  renewing = undefined
  token = undefined
  localStorage.removeItem(hint)
  clearTimeout(timer)
  become({ stage: 'out' })
}

/** Tabs share one cookie: who leaves one leaves all, and who comes in at one is who all go on with. */
function hear({ what, resident, acting }: News): void {
  if (what === 'out') {
    if (current.resident?.id === resident) leave()
  } else if (current.resident?.id !== resident) {
    if (current.resident) leave()
    void mySession.renew()
  } else if (current.acting?.proxyId !== acting) {
    // An answer under way is of before.
    turns += 1
    renewing = undefined
    void mySession.renew()
  }
}

function touch(): void {
  touched = Date.now()
  if (!current.resident || touched - told < toldEvery) return
  told = touched
  tabs.tell({ what: 'alive' })
}

function schedule(seconds: number): void {
  clearTimeout(timer)
  timer = setTimeout(() => (Date.now() - touched < awake ? void mySession.renew() : void mySession.signOut()), seconds * 1000)
}

function become(next: MySession): void {
  current = next
  for (const listener of listeners) listener()
}

/** Codes and PINs go past the doors that keep a key for what is sent again. */
async function ask<A>(method: string, path: string, body?: object, within = 30_000): Promise<A> {
  const headers = body ? { 'content-type': 'application/json' } : undefined
  let response: Response
  try {
    response = await fetch(path, { method, headers, body: body && JSON.stringify(body), signal: AbortSignal.timeout(within) })
  } catch {
    throw Problem.offline()
  }
  if (!response.ok) throw await Problem.from(response)
  // Half an answer is none.
  return response.json().catch(() => {
    throw Problem.offline()
  })
}
