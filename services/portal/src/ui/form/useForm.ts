import { type FocusEvent, useRef, useState } from 'react'
import { Problem } from '../../api/problem'
import { useI18n } from '../../i18n/I18n'
import type { TextKey } from '../../i18n/language'
import { problemText } from '../problemText'
import { useSession } from '../useSession'
import { dropDraft, keepDraft, readDraft } from './drafts'

export type Rule<V> = (value: V, all: Record<string, unknown>) => TextKey | undefined
type Rules<T> = { [K in keyof T]?: Rule<T[K]> }

interface Settings<T> {
  /** Field names are the service's own paths (`reporter.phone`), so that its errors find their field. */
  initial: T
  rules?: Rules<T>
  /** Where given, what was typed survives a reload under this name. */
  draft?: string
}

export interface FieldProps {
  id: string
  'aria-invalid': true | undefined
  'aria-describedby': string | undefined
  onBlur: (event: FocusEvent) => void
}

export interface Form<T> {
  values: T
  errors: Record<string, string>
  /** Errors are summed up once a send was refused, not while a field is merely left. */
  refused: boolean
  failure: string | undefined
  sending: boolean
  set: (changes: Partial<T>) => void
  /** Looks at a field that is left. */
  left: (name: keyof T & string, event: FocusEvent) => void
  id: (name: string) => string
  submit: <R>(send: (values: T) => Promise<R>) => Promise<R | undefined>
  reset: () => void
}

let forms = 0
const clickTakes = 200

export function useForm<T extends Record<string, unknown>>({ initial, rules = {}, draft }: Settings<T>): Form<T> {
  const { t, language } = useI18n()
  const account = useSession().account?.id ?? ''
  const [prefix] = useState(() => `form${++forms}`)
  const [values, setValues] = useState<T>(() => ({ ...initial, ...(draft && readDraft<T>(account, draft)) }))
  const [errors, setErrors] = useState<Record<string, string>>({})
  const [failure, setFailure] = useState<string>()
  const [refused, setRefused] = useState(false)
  const [sending, setSending] = useState(false)
  const latest = useRef(values)
  const busy = useRef(false)
  const checks = useRef<ReturnType<typeof setTimeout>[]>([])
  const id = (name: string) => `${prefix}-${name.replaceAll('.', '-')}`

  const fault = (name: keyof T & string): string | undefined => {
    const key = rules[name]?.(latest.current[name], latest.current)
    return key && t(key)
  }

  const set = (changes: Partial<T>) => {
    latest.current = { ...latest.current, ...changes }
    setValues(latest.current)
    if (draft) keepDraft(account, draft, latest.current)
    // A field that was wrong is looked at again while it is put right, one that was not only when it is left.
    setErrors((known) => {
      const next = { ...known }
      for (const name of Object.keys(changes)) {
        if (!next[name]) continue
        const still = fault(name)
        if (still) next[name] = still
        else delete next[name]
      }
      return next
    })
  }

  const check = (name: keyof T & string) =>
    setErrors((known) => {
      const { [name]: _, ...rest } = known
      const found = fault(name)
      return found ? { ...rest, [name]: found } : rest
    })

  // An error that appears moves what is below: not while a finger is on its way to a button there.
  const left = (name: keyof T & string, event: FocusEvent) => {
    if (event.relatedTarget instanceof HTMLElement && event.relatedTarget.closest('button')) return
    checks.current.push(setTimeout(() => check(name), clickTakes))
  }

  const reset = () => {
    if (draft) dropDraft(account, draft)
    latest.current = initial
    setValues(initial)
    setErrors({})
    setFailure(undefined)
    setRefused(false)
  }

  const show = (found: Record<string, string>, text?: string) => {
    setErrors(found)
    setFailure(text)
    setRefused(true)
    requestAnimationFrame(() => document.getElementById(`${prefix}-summary`)?.focus())
  }

  async function submit<R>(send: (values: T) => Promise<R>): Promise<R | undefined> {
    if (busy.current) return undefined
    // What the service says of a field is not wiped away by a look at it that was still to come.
    for (const later of checks.current.splice(0)) clearTimeout(later)
    const found = Object.fromEntries(Object.keys(rules).flatMap((name) => (fault(name) ? [[name, fault(name) as string]] : [])))
    if (Object.keys(found).length) {
      show(found)
      return undefined
    }
    busy.current = true
    setSending(true)
    try {
      const answer = await send(latest.current)
      reset()
      return answer
    } catch (error) {
      const fields = error instanceof Problem ? error.errors : []
      show(Object.fromEntries(fields.map((one) => [one.field, one.messages[language]])), fields.length ? undefined : problemText(error, language, t))
      return undefined
    } finally {
      busy.current = false
      setSending(false)
    }
  }

  return { values, errors, refused, failure, sending, set, left, id, submit, reset }
}
