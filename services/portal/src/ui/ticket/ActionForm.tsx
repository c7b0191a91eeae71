import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useI18n } from '../../i18n/I18n'
import { ErrorSummary } from '../form/ErrorSummary'
import type { Form } from '../form/useForm'
import { Key } from '../Key'
import { useKeys } from '../useKeys'

interface Props<T> {
  form: Form<T>
  title: string
  labels: Record<string, string>
  send: () => Promise<unknown>
  cancel: () => void
  children?: ReactNode
}

/** The frame of every action: what is asked, the one filled button, a quiet way back. */
export function ActionForm<T>({ form, title, labels, send, cancel, children }: Props<T>) {
  const { t } = useI18n()
  useKeys({ 'Ctrl+Enter': () => void send(), Escape: cancel })
  return (
    <form
      className="action-form stack"
      aria-label={title}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <h3>{title}</h3>
      <ErrorSummary form={form} labels={labels} />
      {children}
      <div className="buttons">
        <Button type="primary" htmlType="submit" loading={form.sending}>
          {t('form.confirm', { action: title })}
          <Key>Ctrl Enter</Key>
        </Button>
        <Button onClick={cancel}>{t('form.cancel')}</Button>
      </div>
    </form>
  )
}
