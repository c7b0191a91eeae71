import type { CardLookView, CodeSentView, LeaveView, ProofView, ResidentSessionView, SignedInResident, WaysView } from '../api/generated/identity'
import type { RecognitionView } from '../api/generated/information-network'
import { Problem } from '../api/problem'

/** A resident at this browser, beside whoever of staff may be signed in in it: another cookie, another token. */
export type MySession = { stage: 'starting' | 'out'; resident?: undefined } | { stage: 'in'; resident: SignedInResident }

const identity = '/api/identity/residents'
/** Only says that a cookie may exist, so that a first visit does not ask (and fail) in vain. */
const hint = 'yiwang.my-signed-in'
const early = 60
const pause = 5
/** Whoever has touched nothing for so long is not there: the session is left to run out. */
const awake = 25 * 60_000

let current: MySession = { stage: 'starting' }
let token: string | undefined
let timer: ReturnType<typeof setTimeout> | undefined
let touched = Date.now()
const listeners = new Set<() => void>()

for (const sign of ['pointerdown', 'keydown'] as const) addEventListener(sign, () => (touched = Date.now()), { passive: true })

export const mySession = {
  get: () => current,
  token: () => token,
  subscribe(listener: () => void) {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },

  /** At load: a cookie from before signs in again without asking. */
  async resume(): Promise<void> {
    if (current.stage !== 'starting') return
    if (localStorage.getItem(hint)) await renew()
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
    accept(await ask<ResidentSessionView>('POST', `${identity}/sessions`, { recognition }))
  },

  /** To the province's page; it leads back to this one. */
  async leaveForProvince(): Promise<void> {
    location.assign((await ask<LeaveView>('POST', `${identity}/province`)).url)
  },

  async byProvince(query: string): Promise<void> {
    await mySession.byProof((await ask<ProofView>('POST', `${identity}/province/return`, { query })).proof)
  },

  async byCard(code: string, pin: string): Promise<void> {
    accept(await ask<ResidentSessionView>('POST', `${identity}/sessions/card`, { code, pin }))
  },

  async signOut(): Promise<void> {
    leave()
    await fetch(`${identity}/sessions/current`, { method: 'DELETE' }).catch(() => undefined)
  },
}

async function renew(): Promise<void> {
  try {
    accept(await ask<ResidentSessionView>('POST', `${identity}/sessions/refresh`))
  } catch (error) {
    if (error instanceof Problem && error.status > 0 && error.status < 500 && error.status !== 429) leave()
    else schedule(pause)
  }
}

function accept({ accessToken, expiresIn, resident }: ResidentSessionView): void {
  token = accessToken
  localStorage.setItem(hint, '1')
  schedule(Math.max(5, expiresIn - early))
  become({ stage: 'in', resident })
}

function leave(): void {
  token = undefined
  localStorage.removeItem(hint)
  clearTimeout(timer)
  become({ stage: 'out' })
}

function schedule(seconds: number): void {
  clearTimeout(timer)
  timer = setTimeout(() => (Date.now() - touched < awake ? void renew() : void mySession.signOut()), seconds * 1000)
}

function become(next: MySession): void {
  current = next
  for (const listener of listeners) listener()
}

/** Codes and PINs go past the doors that keep a key for what is sent again. */
async function ask<A>(method: string, path: string, body?: object): Promise<A> {
  const headers = body ? { 'content-type': 'application/json' } : undefined
  let response: Response
  try {
    response = await fetch(path, { method, headers, body: body && JSON.stringify(body), signal: AbortSignal.timeout(30_000) })
  } catch {
    throw Problem.offline()
  }
  if (!response.ok) throw await Problem.from(response)
  return response.json()
}
