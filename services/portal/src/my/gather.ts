import { type Capability, may } from '@yiwang/auth/capabilities'
import { everything } from '../api/door'
import type { Language, TextKey, Translate } from '../i18n/language'
import { formatInstant } from '../ui/format'
import { mine } from './doors'
import { correctionLines, householdLines, keptInWords, type Lines, lookLines, recordLines, requestLines, ticketLines } from './lines'
import { mySession } from './session'

/** A part of the copy: what it is called in the data, its heading, and how it is had and read. A service that keeps more of residents is a line here. */
interface Part<T> {
  name: string
  title: TextKey
  /** What it is, where it is not in the copy of whoever acts for them. */
  may?: Capability
  load: () => Promise<T[]>
  lines: (one: T, t: Translate, language: Language) => Lines
}

const part = <T>(one: Part<T>) => one as Part<unknown>

const parts = [
  part({
    name: 'record',
    title: 'my.record.title',
    load: async () => [await mine.record({})],
    lines: (one, t, language) => [...recordLines(one, t, language), [t('my.record.kept'), one.kept.map((kept) => keptInWords(kept, t)).join('\n')]],
  }),
  part({ name: 'household', title: 'my.record.household', load: async () => [await mine.household({})], lines: householdLines }),
  part({
    name: 'timeline',
    title: 'my.record.lived',
    load: () => everything(mine.timeline, {}),
    lines: ({ at, words }, _, language) => [[formatInstant(at, language), words[language]]],
  }),
  part({
    name: 'matters',
    title: 'my.matters.reported',
    load: () => everything(mine.tickets, {}),
    lines: (one, t, language) => [
      [t('my.matters.state'), one.words[language]],
      ...ticketLines(one, t, language),
      [t('my.report.words'), one.description],
      [t('my.matters.reply'), one.reply],
    ],
  }),
  part({
    name: 'care',
    title: 'my.care.title',
    load: () => everything(mine.requests, {}),
    lines: (one, t, language) => [[t('my.matters.state'), one.words[language]], [t('my.care.need'), one.need], ...requestLines(one, t, language)],
  }),
  part({
    name: 'corrections',
    title: 'my.corrections.list',
    load: () => everything(mine.corrections, {}),
    lines: (one, t, language) => [
      [t('my.matters.state'), t(`my.corrections.state.${one.state}`)],
      [t('my.corrections.field'), t(`person.${one.field}`)],
      ...correctionLines(one, t, language),
    ],
  }),
  part({
    name: 'looks',
    title: 'my.looks.title',
    may: 'own.looks',
    load: () => everything(mine.looks, {}),
    lines: lookLines,
  }),
]

/** All that services keep of whoever is signed in here, or of whom they act for: of that what they may see. Not a part of it where one cannot be had: half a copy looks like a whole one. */
export async function gather(): Promise<Map<string, unknown[]>> {
  const by = { role: 'resident', proxy: mySession.get().acting }
  const theirs = parts.filter((one) => may(by, one.may ?? 'own.read'))
  return new Map(await Promise.all(theirs.map(async ({ name, load }) => [name, await load()] as const)))
}

const notIn = (all: Map<string, unknown[]>, t: Translate): string =>
  all.has('looks') ? `${t('my.copy.notInIt')}\n${t('my.looks.secrecy')}` : t('my.copy.notInFamilys')

export const asData = (all: Map<string, unknown[]>, t: Translate, now: Date): string =>
  JSON.stringify({ madeAt: now.toISOString(), notInIt: notIn(all, t), ...Object.fromEntries(all) }, undefined, 2)

const escaped = (text: string) => text.replace(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`)

/** The same to be read, by itself, in any browser. */
export function asPage(all: Map<string, unknown[]>, t: Translate, language: Language, now: Date): string {
  const row = ([name, value]: Lines[number]) => (value ? `<dt>${escaped(name)}</dt><dd>${escaped(value)}</dd>` : '')
  const sections = parts.map(({ name, title, lines }) => {
    const found = all.get(name)
    if (!found) return ''
    const things = found.map((one) => `<dl>${lines(one, t, language).map(row).join('')}</dl>`)
    return `<h2>${escaped(t(title))}</h2>${things.join('') || `<p>${escaped(t('my.copy.nothing'))}</p>`}`
  })
  const title = escaped(t('my.copy.title'))
  return `<!doctype html><html lang="${language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title>
<style>body{font:18px/1.6 sans-serif;max-width:42rem;margin:2rem auto;padding:0 1rem}dl{border:1px solid #888;border-radius:8px;padding:1rem}dt{color:#555}dd{margin:0 0 .5rem;white-space:pre-line;overflow-wrap:anywhere}</style>
<h1>${title}</h1><p>${escaped(t('my.copy.made', { at: formatInstant(now.toISOString(), language) }))}</p>
${sections.join('\n')}
<h2>${escaped(t('my.copy.without'))}</h2><p>${escaped(notIn(all, t))}</p></html>
`
}
