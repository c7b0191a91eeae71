import { type Role, staffRoles } from '@yiwang/auth'
import { readSettings } from '@yiwang/platform'
import { z } from 'zod'

const A_ROLE = `must name roles of people, with commas between: ${staffRoles.join(', ')}`
const MINUTES = 'must say minutes, 1 to 720, and those of roles that differ, such as 30,admin=15'

const isRole = (word: string): word is Role => (staffRoles as readonly string[]).includes(word)
const listed = (text: string): string[] =>
  text
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean)

function someRoles(text: string, context: z.RefinementCtx): Role[] {
  const words = listed(text)
  if (!words.every(isRole)) context.addIssue({ code: 'custom', message: A_ROLE })
  return words.filter(isRole)
}

/** Minutes for everybody, and for each role that differs. */
export interface IdleMinutes {
  all: number
  of: Partial<Record<Role, number>>
}

function minutesByRole(text: string, context: z.RefinementCtx): IdleMinutes {
  const idle: IdleMinutes = { all: 30, of: {} }
  for (const one of listed(text)) {
    const [, role, minutes] = /^(?:([a-z-]+)=)?(\d{1,3})$/.exec(one) ?? []
    const isRight = Number(minutes) >= 1 && Number(minutes) <= 720 && (role === undefined || isRole(role))
    if (!isRight) context.addIssue({ code: 'custom', message: MINUTES })
    else if (role === undefined) idle.all = Number(minutes)
    else idle.of[role as Role] = Number(minutes)
  }
  return idle
}

export const settings = () =>
  readSettings({
    /** Whether the refresh cookie is only ever sent over https; where unset, as the request came. Set it behind a proxy that does not tell. */
    COOKIE_SECURE: z.stringbool().optional(),
    /** How long a password that an admin set waits for its owner's one sign-in. */
    GIVEN_PASSWORD_HOURS: z.coerce.number().int().min(1).max(720).default(72),
    /** For how many days at most a client's former secret is still taken beside its new one. */
    CLIENT_ROTATION_DAYS: z.coerce.number().int().min(1).max(180).default(30),
    /** Whose accounts need a second factor. */
    SECOND_FACTOR_ROLES: z.string().default('').transform(someRoles),
    /** After how many minutes without a sign of life the portal signs somebody out: for everybody, and for roles that differ. */
    IDLE_MINUTES: z.string().default('30').transform(minutesByRole),
  })

const MINUTE_MS = 60_000

/** How long a resident stays signed in. */
export function residentSettings(): { idleMs: number; wholeMs: number } {
  const { RESIDENT_IDLE_MINUTES, RESIDENT_SESSION_HOURS } = readSettings({
    /** Minutes without a sign of them; an access token lasts fifteen. */
    RESIDENT_IDLE_MINUTES: z.coerce.number().int().min(15).max(720).default(30),
    RESIDENT_SESSION_HOURS: z.coerce.number().int().min(1).max(12).default(12),
  })
  return { idleMs: RESIDENT_IDLE_MINUTES * MINUTE_MS, wholeMs: RESIDENT_SESSION_HOURS * 60 * MINUTE_MS }
}
