import { Input, Select } from 'antd'
import type { ReactNode } from 'react'
import { AreaPicker } from '../../areas/AreaPicker'
import { useI18n } from '../../i18n/I18n'
import { wordOf } from '../../i18n/language'
import { inWords } from '../format'
import { DateTime } from './DateTime'
import { Field } from './Field'
import { FileChoice } from './FileChoice'
import { Tick, Ticks } from './Tick'
import type { AskedField, FormOfDoor } from './useDoorForm'
import type { FieldProps, Form } from './useForm'

/** Several of no fixed words, each on a line of its own. */
const linesOf = (text: string): string[] => (text === '' ? [] : text.split('\n'))

/** Longer texts get a field of several lines. */
const oneLine = 200

/** Every field that is asked for, each with the control that its rules call for. */
export function Fields({ of: { form, asked, body } }: { of: FormOfDoor }) {
  return asked.map((one) => <OneField key={one.name} form={form} field={one} body={body} />)
}

interface Props {
  form: Form<Record<string, unknown>>
  field: AskedField
  body: object
}

function OneField({ form, field, body }: Props) {
  const { t, language } = useI18n()
  const { name, rule, spec, label } = field
  const value = form.values[name]
  const set = (next: unknown) => form.set({ [name]: next, ...Object.fromEntries((spec.resets ?? []).map((other) => [other, ''])) })
  if (rule.format === 'area-code')
    return (
      <AreaPicker
        id={form.id(name)}
        legend={label}
        mark={rule.required ? undefined : t('form.optional')}
        chain={value as string[]}
        error={form.errors[name]}
        onChange={set}
      />
    )
  if (rule.type === 'boolean')
    return (
      <Tick checked={value as boolean} onChange={set}>
        {label}
      </Tick>
    )
  if (rule.type === 'array' && rule.enum)
    return <Ticks legend={label} values={rule.enum} chosen={value as string[]} onChange={set} wordOf={(one) => wordOf(t, spec.words ?? name, one)} />
  const hint = rule.format === 'date-time' ? inWords(value as string, language) : spec.hint && t(spec.hint)
  return (
    <Field form={form} name={name} label={label} hint={hint} optional={spec.beside ?? (rule.required ? undefined : t('form.optional'))}>
      {(props) => spec.input?.({ ...props, value: value as string, onChange: set }, body) ?? controlOf(props)}
    </Field>
  )

  function controlOf(props: FieldProps): ReactNode {
    const shared = { ...props, autoFocus: spec.focus, autoComplete: 'off' }
    const text = { ...shared, value: value as string, onChange: (event: { target: { value: string } }) => set(event.target.value) }
    if (rule.type === 'array')
      return <Input.TextArea {...shared} rows={2} value={(value as string[]).join('\n')} onChange={(event) => set(linesOf(event.target.value))} />
    if (rule.format === 'date-time') return <DateTime {...props} value={value as string} onChange={set} />
    if (rule.enum)
      return (
        <Select
          {...props}
          autoFocus={spec.focus}
          value={value || undefined}
          allowClear={!rule.required}
          options={rule.enum.map((one) => ({ value: one, label: wordOf(t, spec.words ?? name, one) }))}
          onChange={(next) => set(next ?? '')}
        />
      )
    if (rule.format === 'binary')
      return <FileChoice {...props} autoFocus={spec.focus} accept={spec.accept} value={value as File | ''} onChange={set} />
    if (rule.format === 'date') return <Input {...text} type="date" />
    if (rule.format === 'password') return <Input {...text} type="password" autoComplete="new-password" />
    if (rule.format === 'phone') return <Input {...text} inputMode="tel" />
    if (rule.type === 'integer') return <Input {...text} inputMode="numeric" />
    if (spec.rows || (rule.format === 'lines' && (rule.maxLength ?? 0) > oneLine)) return <Input.TextArea {...text} rows={spec.rows ?? 3} />
    return <Input {...text} />
  }
}
