import { type Decision, DomainError } from '@yiwang/domain'
import { type Actor, actorOf, requireAnother } from '@yiwang/people/rules'
import { Secret, TOTP } from 'otpauth'
import { hashOf } from '../secrets'
import { type Line, requireIndependent } from './line'

/** A time-based code (RFC 6238) beside the password: from an app on one's own telephone, or one of ten codes for when that is gone. */
export interface SecondFactor {
  /** 160 bits, Base32. Stored sealed. */
  secret: string
  /** The half minute of the last code that was taken: it and earlier ones are refused, whoever looked over a shoulder. */
  lastStep: number
  /** Hashes of the recovery codes that are left. */
  recovery: string[]
  since: Date
}

/** Made for somebody who has not yet shown that their telephone has it. */
export interface OfferedFactor {
  secret: string
  until: Date
}

/** An admin asks that somebody's be taken away. */
export interface FactorReset {
  by: Actor
  at: Date
  /** Whose word it was; of before: theirs. */
  line?: Line
}

/** Whose it is. */
interface Owner {
  id: string
  secondFactor?: SecondFactor
  secondFactorOffered?: OfferedFactor
  factorResetAsked?: FactorReset
  sessionsFrom: Date
  sessionKept?: string
}

const STEP_SECONDS = 30
/** RFC 6238, 5.2: one step for clocks that differ and for a slow hand. */
const WINDOW = 1
const OFFERED_FOR_MS = 15 * 60_000
/** Long enough for a weekend. */
const RESET_ASKED_FOR_MS = 3 * 24 * 60 * 60_000
const RECOVERY_CODES = 10
/** 120 bits: as many as a hash without a salt and without a price needs (OWASP ASVS 5.0, 6.5.2: 112). */
const RECOVERY_BYTES = 15

const totp = (secret: string, label?: string) =>
  new TOTP({ issuer: 'Yiwang', label, secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: 6, period: STEP_SECONDS })

export const offerFactor = (now: Date): OfferedFactor => ({
  secret: new Secret({ size: 20 }).base32,
  until: new Date(now.getTime() + OFFERED_FOR_MS),
})

/** What an app reads from the picture: `otpauth://totp/…`. */
export const uriOf = (secret: string, account: string): string => totp(secret, account).toString()

/** `XXXX-XXXX-…`, six groups, each good once. */
export const newRecoveryCodes = (): string[] => Array.from({ length: RECOVERY_CODES }, () => inGroups(new Secret({ size: RECOVERY_BYTES }).base32))

const inGroups = (letters: string): string => (letters.match(/.{1,4}/g) ?? []).join('-')

/** In which half minute an app shows this code; undefined where in none near `now`. */
function stepOf(secret: string, code: string, now: Date): number | undefined {
  const away = totp(secret).validate({ token: code, timestamp: now.getTime(), window: WINDOW })
  return away === null ? undefined : Math.floor(now.getTime() / 1000 / STEP_SECONDS) + away
}

/** What is left after a code was used; undefined where it is wrong, or was used. */
export function useCode(factor: SecondFactor, code: string, now: Date): SecondFactor | undefined {
  const typed = code.replace(/[\s-]/g, '').toUpperCase()
  if (/^\d{6}$/.test(typed)) {
    const step = stepOf(factor.secret, typed, now)
    return step !== undefined && step > factor.lastStep ? { ...factor, lastStep: step } : undefined
  }
  const hash = hashOf(inGroups(typed))
  return factor.recovery.includes(hash) ? { ...factor, recovery: factor.recovery.filter((one) => one !== hash) } : undefined
}

/** Begins to ask for codes, once one of them was shown: throws `no-factor-offered` or `wrong-code`. Every other session ends, and what was asked about the one before is over. */
export function confirmFactor(
  { secondFactorOffered: offered }: Owner,
  { code, recoveryCodes, sessionId }: { code: string; recoveryCodes: string[]; sessionId?: string },
  now: Date,
): Decision<Owner> {
  if (!offered || offered.until <= now) throw new DomainError('no-factor-offered')
  const factor = useCode({ secret: offered.secret, lastStep: 0, recovery: [], since: now }, code, now)
  if (!factor) throw new DomainError('wrong-code', { field: 'code' })
  return {
    set: {
      secondFactor: { ...factor, recovery: recoveryCodes.map(hashOf) },
      secondFactorOffered: undefined,
      factorResetAsked: undefined,
      sessionsFrom: now,
      sessionKept: sessionId,
    },
  }
}

/** One admin asks that somebody's second factor be taken away, who lost it with every recovery code. Never its owner: whoever sits at their desk would. */
export function askReset({ id, secondFactor }: Owner, by: Actor, line: Line, now: Date): Decision<Owner> {
  requireAnother(by, { id })
  if (!secondFactor) throw new DomainError('no-second-factor')
  return { set: { factorResetAsked: { by: actorOf(by), at: now, line } } }
}

/** What was asked and still waits. */
export const openReset = ({ factorResetAsked: asked }: Owner, now: Date): FactorReset | undefined =>
  asked && now.getTime() - asked.at.getTime() < RESET_ASKED_FOR_MS ? asked : undefined

/** Another one does it, within three days: throws as `requireIndependent` does, or `no-reset-asked`. Their sessions end. */
export function confirmReset(account: Owner, by: Actor, line: Line, now: Date): Decision<Owner> {
  const asked = openReset(account, now)
  if (!asked) throw new DomainError('no-reset-asked')
  requireAnother(by, { id: account.id })
  requireIndependent({ id: by.id, line }, { id: asked.by.id, line: asked.line ?? [asked.by.id] }, account.id)
  return {
    set: { secondFactor: undefined, secondFactorOffered: undefined, factorResetAsked: undefined, sessionsFrom: now, sessionKept: undefined },
  }
}
