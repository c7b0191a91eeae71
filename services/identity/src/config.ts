import { readSettings } from '@yiwang/platform'
import { z } from 'zod'

export const settings = () =>
  readSettings({
    /** Whether the refresh cookie is only ever sent over https; where unset, as the request came. Set it behind a proxy that does not tell. */
    COOKIE_SECURE: z.stringbool().optional(),
  })
