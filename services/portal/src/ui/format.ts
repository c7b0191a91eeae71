import type { Language, Translate } from '../i18n/language'
import { parts } from './deadline'

/** The city's calendar, wherever the screen stands. */
const timeZone = 'Asia/Shanghai'

const part = (language: Language, at: Date, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(language, { timeZone, ...options }).format(at)

export function formatDay(instant: string, language: Language): string {
  const at = new Date(instant)
  const year = part('en', at, { year: 'numeric' })
  const otherYear = year !== part('en', new Date(), { year: 'numeric' })
  const date = part(language, at, { month: 'short', day: 'numeric', year: otherYear ? 'numeric' : undefined })
  return `${date} ${part(language, at, { weekday: 'short' })}`
}

export function formatTime(instant: string): string {
  return part('en', new Date(instant), { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
}

/** 11月22日 周日 14:05 */
export function formatInstant(instant: string, language: Language): string {
  return `${formatDay(instant, language)} ${formatTime(instant)}`
}

export function formatSpan(milliseconds: number, t: Translate): string {
  const { days, hours, minutes } = parts(milliseconds)
  const words = [
    days && t('time.days', { count: days }),
    hours && t('time.hours', { count: hours }),
    minutes && t('time.minutes', { count: minutes }),
  ]
  return words.filter(Boolean).join(' ')
}

export function formatMoney(fen: number): string {
  return (fen / 100).toFixed(2)
}

/** `2026-11-22T14:05` as a field of the page has it, read as the city's time. */
export function instantOf(local: string): string | undefined {
  return local ? `${local.length === 16 ? `${local}:00` : local}+08:00` : undefined
}

/** Now (or some hours on) for such a field. */
export function localOf(at: Date): string {
  return new Date(at.getTime() + 8 * 3600e3).toISOString().slice(0, 16)
}

/** `2026-11-30T14:05:09+08:00`: for a file, in the city's time, which says that it is. */
export const cityTime = (instant: string): string => `${new Date(Date.parse(instant) + 8 * 3600e3).toISOString().slice(0, 19)}+08:00`

/** Whether something is meant for another day than today, by the city's calendar. */
export const isAhead = (instant: string, now: Date): boolean => localOf(new Date(instant)).slice(0, 10) > localOf(now).slice(0, 10)

/** What such a field means, as the house writes it: a browser shows it in its own language. */
export function inWords(local: string, language: Language): string | undefined {
  const instant = instantOf(local)
  return instant && !Number.isNaN(Date.parse(instant)) ? formatInstant(instant, language) : undefined
}
