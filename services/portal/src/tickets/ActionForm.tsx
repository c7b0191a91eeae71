import { Button } from 'antd'
import { type ReactNode, useEffect, useRef } from 'react'
import { useI18n } from '../i18n/I18n'
import { firstControl } from '../ui/focus'
import { ErrorSummary } from '../ui/form/ErrorSummary'
import type { Form } from '../ui/form/useForm'
import { Key } from '../ui/Key'
import { useKeys } from '../ui/useKeys'
import { OvertakenBy, useOvertaken, WordsGoOn } from './Overtaken'

interface Props<T> {
  form: Form<T>
  title: string
  labels: Record<string, string>
  send: () => Promise<unknown>
  cancel: () => void
  children?: ReactNode
}

/** The frame of every action: what is asked, the one filled button, a quiet way back. Where a colleague was quicker, the words stay and can go on. */
export function ActionForm<T extends Record<string, unknown>>({ form, title, labels, send, cancel, children }: Props<T>) {
  const { t } = useI18n()
  const frame = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (frame.current && !frame.current.contains(document.activeElement)) firstControl(frame.current)?.focus()
  }, [])
  const found = useOvertaken()
  // One's own step is heard of too, before it is answered.
  const overtaken = form.sending ? undefined : found
  useKeys(overtaken ? {} : { 'Ctrl+Enter': () => void send(), Escape: cancel })
  return (
    <form
      ref={frame}
      className="action-form stack"
      aria-label={title}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (!overtaken) void send()
      }}
    >
      <h3>{title}</h3>
      {overtaken && <OvertakenBy overtaken={overtaken} values={form.values} />}
      <ErrorSummary form={form} labels={labels} />
      {children}
      {overtaken ? (
        <WordsGoOn overtaken={overtaken} values={form.values} />
      ) : (
        <div className="buttons">
          <Button type="primary" htmlType="submit" loading={form.sending}>
            {t('form.confirm', { action: title })}
            <Key>Ctrl Enter</Key>
          </Button>
          <Button onClick={cancel}>{t('form.cancel')}</Button>
        </div>
      )}
    </form>
  )
}
