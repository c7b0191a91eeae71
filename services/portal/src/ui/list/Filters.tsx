import { Input } from 'antd'
import { useSearchParams } from 'react-router'
import type { FieldRule, FieldRules } from '../../api/door'
import { AreaPicker } from '../../areas/AreaPicker'
import { useI18n } from '../../i18n/I18n'
import { type TextKey, wordOf } from '../../i18n/language'
import { SearchField } from '../SearchField'

type Chosen = Record<string, string | undefined>

const isText = (rule?: FieldRule) => rule !== undefined && rule.type === undefined && rule.enum === undefined && rule.format === undefined

/** Chosen, but nothing: other than what was never chosen, it does not fall back on what holds at first. */
const everything = 'all'

/** What is chosen above a list, kept in the address: a page that is loaded anew, gone back to or handed on shows the same. Of an area the steps down to it are kept. */
export function useFilters(rules: FieldRules, first: Chosen = {}) {
  const [params, setParams] = useSearchParams()
  const steps: Chosen = {}
  const query: Chosen = {}
  for (const name of Object.keys(rules)) {
    const kept = params.get(name) ?? first[name]
    if (!kept || (kept === everything && !isText(rules[name]))) continue
    steps[name] = kept
    query[name] = isText(rules[name]) ? kept : kept.split(',').at(-1)
  }
  const set = (changes: Chosen) =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before)
        for (const [name, value] of Object.entries(changes)) {
          if (value) next.set(name, value)
          else if (first[name]) next.set(name, everything)
          else next.delete(name)
        }
        return next
      },
      { replace: true },
    )
  return { query, steps, set, isSearch: Object.keys(query).some((name) => isText(rules[name])) }
}

interface Props {
  of: Record<string, TextKey>
  rules: FieldRules
  steps: Chosen
  set: (changes: Chosen) => void
}

/** One of few words as buttons side by side, an area by its name or level by level, a day, a text as words to look for: as the door's own query says. */
export function Filters({ of, rules, steps, set }: Props) {
  const { t } = useI18n()
  return Object.entries(of).map(([name, label]) => {
    const rule = rules[name] ?? {}
    if (rule.format === 'area-code') {
      const chain = steps[name]?.split(',') ?? []
      return <AreaPicker key={name} id={`filter-${name}`} legend={t(label)} chain={chain} onChange={(next) => set({ [name]: next.join() })} />
    }
    if (rule.format === 'date')
      return (
        <span key={name} className="filter-day">
          <label htmlFor={`filter-${name}`}>{t(label)}</label>
          <Input id={`filter-${name}`} type="date" value={steps[name] ?? ''} onChange={(event) => set({ [name]: event.target.value || undefined })} />
        </span>
      )
    if (isText(rule)) {
      const search = (words: string) => set({ [name]: words || undefined })
      return <SearchField key={name} label={t(label)} value={steps[name] ?? ''} longest={rule.maxLength} onSearch={search} />
    }
    const group = label.slice(0, label.lastIndexOf('.'))
    return (
      <fieldset key={name} className="filters" aria-label={t(label)}>
        {[...(rule.enum ?? []), undefined].map((one) => (
          <button key={one ?? everything} type="button" aria-pressed={steps[name] === one} onClick={() => set({ [name]: one })}>
            {one ? wordOf(t, `${group}.${name}`, one) : t('list.all')}
          </button>
        ))}
      </fieldset>
    )
  })
}
