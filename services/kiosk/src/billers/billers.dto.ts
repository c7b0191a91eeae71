import { Code } from '@yiwang/platform'

export const billers = ['water'] as const

/** As a bill prints it. */
export const AccountNumber = () => Code({ min: 4, max: 20, pattern: /^[0-9A-Za-z-]+$/ })
