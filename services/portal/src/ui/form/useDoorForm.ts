import type { ReactNode } from 'react'
import type { Door, FieldRule } from '../../api/door'
import { Problem } from '../../api/problem'
import { useI18n } from '../../i18n/I18n'
import type { TextKey } from '../../i18n/language'
import { instantOf } from '../format'
import { useRenew } from '../list/usePages'
import { useToast } from '../Toast'
import { useAccount } from '../useSession'
import { faultOf } from './ruleOf'
import { type FieldProps, type Form, useForm } from './useForm'

/** What a control of one's own gets: the field's props, its value, and how to set it. */
export type InputProps = FieldProps & { value: string; onChange: (value: string) => void }

export interface FieldSpec<Body> {
  label: TextKey
  hint?: TextKey
  /** Beside the label, in place of 选填: what stands there now, for instance. */
  beside?: string
  /** Of a choice: the group of texts that has a word for each value. */
  words?: string
  /** A text of several lines: how many are shown at first. */
  rows?: number
  /** Of a file: what the browser offers first, such as `.csv` or `image/*`. */
  accept?: string
  /** Must be filled in here, where the door can do without. */
  required?: true
  /** Has the keyboard when the form appears. */
  focus?: boolean
  /** Asked only where this holds; otherwise not sent either. */
  when?: (body: Partial<Body>) => boolean
  /** Fields whose answer depends on this one. */
  resets?: (keyof Body & string)[]
  /** A control of its own, where the door's schema does not say how to ask. */
  input?: (field: InputProps, body: Partial<Body>) => ReactNode
}

export type FieldSpecs<Body> = { [K in keyof Body & string]?: TextKey | FieldSpec<Body> }

/** One field, as it is asked for now. */
export interface AskedField {
  name: string
  rule: FieldRule
  spec: FieldSpec<object>
  label: string
}

type Values = Record<string, unknown>

interface Settings<Given, Body> {
  /** Beside the body: whose thing it is, and the version that was looked at. */
  given?: Omit<Given, 'body' | 'signal'>
  /** What is sent along with what is written. */
  with?: Partial<Body>
  fields: FieldSpecs<Body>
  initial?: Partial<Body>
  /** Another name for the draft than the door's own, or none. */
  draft?: string | false
}

/** A field starts empty: an area with the steps down to it, a tick unset, everything else as text. */
const emptyOf = (rule: FieldRule): unknown => (rule.format === 'area-code' || rule.type === 'array' ? [] : rule.type === 'boolean' ? false : '')

/**
 * The form of a door that takes a body: fields by name, their rules from the door's own schema, what was typed kept as a draft, errors of the service at their field;
 * sent it makes every list anew that may show what changed.
 */
export function useDoorForm<Given extends { body: object }, Answer>(door: Door<Given, Answer>, settings: Settings<Given, Given['body']>) {
  type Body = Given['body']
  const { given, fields, initial, draft = [door.path, ...Object.values(given ?? {})].join(' ') } = settings
  const start = (initial ?? {}) as Values
  // Of what is there already only what is written anew is sent, so that nothing undoes what a colleague changes meanwhile.
  const changes = door.method === 'PATCH'
  const { t } = useI18n()
  const say = useToast()
  const { areaCode } = useAccount()
  const renew = useRenew()
  const named = Object.entries(fields as Record<string, TextKey | FieldSpec<object>>).map(([name, given]) => {
    const spec: FieldSpec<object> = typeof given === 'string' ? { label: given } : given
    const rule: FieldRule = door.rules.body?.[name] ?? {}
    return { name, spec, rule: spec.required ? { ...rule, required: true } : rule }
  })
  const isAsked = ({ spec }: { spec: FieldSpec<object> }, values: Values) => spec.when?.(bodyOf(values) as object) ?? true

  function bodyOf(values: Values): Partial<Body> {
    const sent = named.flatMap(({ name, rule }) => {
      const value = sentOf(rule, values[name])
      return value === undefined ? [] : [[name, value] as const]
    })
    return Object.fromEntries(sent) as Partial<Body>
  }

  function sentOf(rule: FieldRule, value: unknown): unknown {
    if (rule.format === 'area-code') return (value as string[]).at(-1) ?? (rule.required ? areaCode : undefined)
    if (rule.type === 'array' && !rule.enum) return (value as string[]).map((one) => one.trim()).filter(Boolean)
    if (typeof value !== 'string' || rule.format === 'password') return value
    const text = value.trim()
    if (text === '') return undefined
    if (rule.format === 'date-time') return instantOf(text)
    return rule.type === 'integer' ? Number(text) : text
  }

  const blank: Values = Object.fromEntries(named.map(({ name, rule }) => [name, start[name] ?? emptyOf(rule)]))
  const form: Form<Values> = useForm<Values>({
    initial: blank,
    rules: Object.fromEntries(
      named.map((field) => [field.name, (value: unknown, all: Values) => (isAsked(field, all) ? faultOf(field.rule, value) : undefined)]),
    ),
    draft: draft || undefined,
    unkept: named
      .filter(({ name, rule }) => ['password', 'binary'].includes(rule.format ?? '') || (changes && name in start))
      .map(({ name }) => name),
  })

  const asked: AskedField[] = named.filter((field) => isAsked(field, form.values)).map((field) => ({ ...field, label: t(field.spec.label) }))

  /** Sends what is asked; `undefined` where the form was refused. */
  const send = (then?: (answer: Answer, body: Body) => unknown, refused?: (why: Problem, body: Body) => unknown) =>
    form.submit(async (values) => {
      const same = (name: string) => changes && JSON.stringify(values[name]) === JSON.stringify(blank[name])
      const left = named.filter((field) => !isAsked(field, values) || same(field.name)).map(({ name }) => name)
      const written = Object.fromEntries(Object.entries(bodyOf(values)).filter(([name]) => !left.includes(name)))
      if (changes && Object.keys(written).length === 0) return void say(t('form.nothingToChange'))
      const body = { ...settings.with, ...written } as Body
      const answer = await door({ ...given, body } as unknown as Given).catch((error) => {
        // Not any more as it was seen: how it is now stands beside what was written.
        if (error instanceof Problem && (error.status === 409 || error.status === 412)) void renew(door)
        if (error instanceof Problem) refused?.(error, body)
        throw error
      })
      await renew(door)
      await then?.(answer, body)
      return answer
    })

  return { form, asked, send, body: bodyOf(form.values) }
}

export type FormOfDoor = Pick<ReturnType<typeof useDoorForm>, 'form' | 'asked' | 'body'>
