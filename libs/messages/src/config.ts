import { readSettings } from '@yiwang/platform'
import { z } from 'zod'

const isLoopback = (url: string) => ['127.0.0.1', '[::1]', 'localhost'].includes(new URL(url).hostname)

/** How messages leave, the same for every service that sends any. */
export const messageSettings = () =>
  readSettings({
    /** `off`: none are sent, and what needs them is not offered. `simulator`: shown to the city's admins instead. `gateway`: handed to MESSAGES_URL. */
    MESSAGES: z.enum(['off', 'simulator', 'gateway']).default('off'),
    /** Where the city's gateway takes them (docs/residents.md). */
    MESSAGES_URL: z
      .url({ protocol: /^https?$/, error: 'must be the address of the gateway' })
      .refine((url) => url.startsWith('https:') || isLoopback(url), 'must be https, unless it is on this machine: numbers and codes go there')
      .optional(),
    /** A file that holds what the gateway knows us by. */
    MESSAGES_TOKEN_FILE: z.string().optional(),
    /** The approved signature, between 【 and 】 at the beginning of each message. */
    MESSAGES_SIGNATURE: z.string().max(20).default('一网'),
    /** The numbers under which templates were approved: `sign-in-code=SMS_123`, several with commas between. */
    MESSAGES_APPROVALS: z
      .string()
      .regex(/^[a-z-]+=[^=,]+(,[a-z-]+=[^=,]+)*$/, 'must be template=number, several with commas between')
      .transform((text) => new Map(text.split(',').map((one) => one.split('=') as [string, string])))
      .optional(),
  })

export type MessageSettings = ReturnType<typeof messageSettings>
