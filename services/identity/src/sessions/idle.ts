import type { Role } from '@yiwang/auth'
import type { IdleMinutes } from '../config'

/** After how many minutes without a sign of life somebody with these roles is signed out: the fewest that one of them has. Devices that stand alone stay. */
export function idleMinutesOf(roles: readonly Role[], { all, of }: IdleMinutes): number | undefined {
  return roles.includes('terminal') ? undefined : Math.min(...roles.map((role) => of[role] ?? all))
}
