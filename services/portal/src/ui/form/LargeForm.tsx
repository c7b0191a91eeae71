import { Button, Input, type InputProps } from 'antd'
import type { ReactNode } from 'react'
import { ErrorSummary } from './ErrorSummary'
import { Field } from './Field'
import type { Form } from './useForm'

interface Props<T> {
  form: Form<T>
  send: () => unknown
  /** Of all that the service may find fault with. */
  labels: Record<string, string>
  /** On the button. */
  action: string
  /** What else can be done. */
  besides?: ReactNode
  title?: ReactNode
  children: ReactNode
}

/** One question by itself on a page, such as a sign-in's: large enough for a thumb, and its button as wide as the page. */
export function LargeForm<T>({ form, send, labels, action, besides, title, children }: Props<T>) {
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      {title}
      <ErrorSummary form={form} labels={labels} />
      {children}
      <Button type="primary" size="large" htmlType="submit" block loading={form.sending}>
        {action}
      </Button>
      {besides}
    </form>
  )
}

interface FieldOf<T> extends Omit<InputProps, 'form' | 'name' | 'value' | 'onChange'> {
  form: Form<T>
  name: keyof T & string
  label: string
  hint?: string
}

export function LargeField<T>({ form, name, label, hint, ...input }: FieldOf<T>) {
  return (
    <Field form={form} name={name} label={label} hint={hint}>
      {(field) => (
        <Input
          {...field}
          {...input}
          size="large"
          value={form.values[name] as string}
          onChange={(event) => form.set({ [name]: event.target.value } as Partial<T>)}
        />
      )}
    </Field>
  )
}
