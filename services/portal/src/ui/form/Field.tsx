import type { ReactNode } from 'react'
import type { FieldProps, Form } from './useForm'

interface Props<T> {
  form: Form<T>
  name: keyof T & string
  label: string
  hint?: ReactNode
  optional?: string
  /** Where what stands here comes from. */
  mark?: string
  children: (field: FieldProps) => ReactNode
}

/** Label above, error below, both tied to the control. */
export function Field<T>({ form, name, label, hint, optional, mark, children }: Props<T>) {
  const id = form.id(name)
  const error = form.errors[name]
  const described = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ') || undefined
  return (
    <div className="field" data-wrong={Boolean(error)}>
      <label htmlFor={id}>
        {label}
        {optional && <span className="field-optional">{optional}</span>}
        {mark && <span className="field-optional">{mark}</span>}
      </label>
      {children({ id, 'aria-invalid': error ? true : undefined, 'aria-describedby': described, onBlur: (event) => form.left(name, event) })}
      {hint && (
        <div id={`${id}-hint`} className="field-hint">
          {hint}
        </div>
      )}
      {error && (
        <div id={`${id}-error`} className="field-error">
          {error}
        </div>
      )}
    </div>
  )
}
