import { Button } from 'antd'
import { type ReactNode, useEffect, useRef } from 'react'
import { useI18n } from '../i18n/I18n'
import { keyboardIsFree } from '../ui/focus'
import { canRead, readAloud, stopReading } from './speech'

interface Props {
  question: string
  hint?: string
  progress?: { step: number; of: number }
  back?: () => void
  home: () => void
  next?: { label: string; go: () => void; busy?: boolean }
  failure?: string
  /** A quiet button beside the filled one. */
  aside?: ReactNode
  children?: ReactNode
}

/** One question, a way back, a way home, and the one filled button. */
export function Screen({ question, hint, progress, back, home, next, failure, aside, children }: Props) {
  const { t, language } = useI18n()
  const title = useRef<HTMLHeadingElement>(null)
  // A new question is announced and read from its beginning.
  useEffect(() => {
    stopReading()
    if (keyboardIsFree() || !document.activeElement?.closest('main')) title.current?.focus()
  }, [question])
  return (
    <>
      <header className="kiosk-head">
        <Button onClick={home}>{t('kiosk.home')}</Button>
        {progress && <p className="quiet">{t('kiosk.step', progress)}</p>}
        {canRead && <Button onClick={() => readAloud([question, hint].filter(Boolean).join('。'), language)}>{t('kiosk.listen')}</Button>}
      </header>
      <main className="kiosk-main">
        <h1 ref={title} tabIndex={-1}>
          {question}
        </h1>
        {hint && <p className="quiet">{hint}</p>}
        {failure && (
          <p className="kiosk-failure" role="alert">
            {failure}
          </p>
        )}
        {children}
      </main>
      <footer className="kiosk-foot">
        {back && <Button onClick={back}>{t('kiosk.back')}</Button>}
        {aside}
        {next && (
          <Button type="primary" loading={next.busy} onClick={next.go}>
            {next.label}
          </Button>
        )}
      </footer>
    </>
  )
}
