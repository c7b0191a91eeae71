import type { Channel } from '@yiwang/platform'
import { z } from 'zod'

/** Told within identity's instances, and to the station: somebody has another password. */
export const PASSWORD_CHANGED: Channel<{ accountId: string }> = { name: 'identity.password-changed', message: z.object({ accountId: z.string() }) }
