import { createHash, randomInt, timingSafeEqual } from 'node:crypto'

const digest = (text: string) => createHash('sha256').update(text).digest()

/** Eight random digits: with the number, what a resident needs to ask how a matter stands. */
export const newQueryCode = (): string => String(randomInt(100_000_000)).padStart(8, '0')

/** Whether the code is right, in a time that does not tell how nearly; where there is no ticket, in the same time. */
export const isCodeOf = (ticket: { code: string } | undefined, code: string): boolean =>
  timingSafeEqual(digest(ticket?.code ?? ''), digest(code)) && ticket !== undefined
