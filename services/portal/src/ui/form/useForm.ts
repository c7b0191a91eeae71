import { type Fault, faultText } from '@yiwang/domain/normalization'
import { type FocusEvent, useRef, useState } from 'react'
import { Problem } from '../../api/problem'
import { useI18n } from '../../i18n/I18n'
import type { TextKey } from '../../i18n/language'
import { problemText } from '../problemText'
import { useSession } from '../useSession'
import { dropDraft, keepDraft, readDraft } from './drafts'
import { changed, type Faults, lookedAt, noFaults, shownFaults } from './faults'

export type Rule<V> = (value: V, all: Record<string, unknown>) => TextKey | Fault | undefined
type Rules<T> = { [K in keyof T]?: Rule<T[K]> }

interface Settings<T> {
  /** Field names are the service's own paths (`reporter.phone`), so that its errors find their field. */
  initial: T
  rules?: Rules<T>
  /** Where given, what was typed survives a reload under this name. */
  draft?: string
  /** What is not: a password, or what somebody else may change meanwhile. */
  unkept?: (keyof T & string)[]
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
  /** Something was written here that is not sent yet. */
  written: boolean
  set: (changes: Partial<T>) => void
  /** Looks at a field that is left. */
  left: (name: keyof T & string, event: FocusEvent) => void
  id: (name: string) => string
  submit: <R>(send: (values: T) => Promise<R>) => Promise<R | undefined>
  reset: () => void
}

let forms = 0
const clickTakes = 200

export function useForm<T extends Record<string, unknown>>({ initial, rules = {}, draft, unkept = [] }: Settings<T>): Form<T> {
  const { t, language } = useI18n()
  const account = useSession().account?.id ?? ''
  const [prefix] = useState(() => `form${++forms}`)
  const [values, setValues] = useState<T>(() => ({ ...initial, ...(draft && readDraft<T>(account, draft)) }))
  const [faults, setFaults] = useState(noFaults)
  const [failure, setFailure] = useState<string>()
  const [refused, setRefused] = useState(false)
  const [sending, setSending] = useState(false)
  const latest = useRef(values)
  const busy = useRef(false)
  const checks = useRef<ReturnType<typeof setTimeout>[]>([])
  const id = (name: string) => `${prefix}-${name.replaceAll('.', '-')}`

  const fault = (name: keyof T): string | undefined => {
    const found = rules[name]?.(latest.current[name], latest.current)
    return typeof found === 'object' ? faultText(found, language === 'en' ? 'en' : 'zh') : found && t(found)
  }

  const set = (changes: Partial<T>) => {
    latest.current = { ...latest.current, ...changes }
    setValues(latest.current)
    if (draft) keepDraft(account, draft, { ...latest.current, ...Object.fromEntries(unkept.map((name) => [name, initial[name]])) })
    setFaults((known) => changed(known, Object.keys(changes), fault))
  }

  // An error that appears moves what is below: not while a finger is on its way to a button there.
  const left = (name: keyof T & string, event: FocusEvent) => {
    if (event.relatedTarget instanceof HTMLElement && event.relatedTarget.closest('button')) return
    checks.current.push(setTimeout(() => setFaults((known) => lookedAt(known, name, fault(name))), clickTakes))
  }

  /** A look that was still to come is a look at what was there before. */
  const forgetLooks = () => {
    for (const later of checks.current.splice(0)) clearTimeout(later)
  }

  const reset = () => {
    forgetLooks()
    if (draft) dropDraft(account, draft)
    latest.current = initial
    setValues(initial)
    setFaults(noFaults)
    setFailure(undefined)
    setRefused(false)
  }

  const show = (next: Faults, text?: string) => {
    setFaults(next)
    setFailure(text)
    setRefused(true)
    requestAnimationFrame(() => document.getElementById(`${prefix}-summary`)?.focus())
  }

  async function submit<R>(send: (values: T) => Promise<R>): Promise<R | undefined> {
    if (busy.current) return undefined
    forgetLooks()
    const found = Object.fromEntries(Object.keys(rules).flatMap((name) => (fault(name) ? [[name, fault(name) as string]] : [])))
    if (Object.keys(found).length) {
      show({ found, told: {} })
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
      const told = Object.fromEntries(fields.map((one) => [one.field, one.messages[language]]))
      show({ found: {}, told }, fields.length ? undefined : problemText(error, language, t))
      return undefined
    } finally {
      busy.current = false
      setSending(false)
    }
  }

  const written = JSON.stringify(values) !== JSON.stringify(initial)
  return { values, errors: shownFaults(faults), refused, failure, sending, written, set, left, id, submit, reset }
}
